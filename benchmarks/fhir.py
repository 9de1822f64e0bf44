"""Our FHIR before two validators of R4, npm's `fhir` and Medplum; and faults they must find."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from app.config import resource_dir
from app.content.load.pack import load_pack
from app.core.model import Pack
from app.core.screening import assess
from app.exchange import code_system, questionnaire, response
from tests.exchange.validator import faults
from tests.random_visits import random_visits

BASE = "https://check.example"
VISITS = 200
HERE = Path(__file__).parent

Change = Callable[[dict[str, Any]], object]
WHEN = {"question": "now", "operator": "is", "answerBoolean": True}
SEEDED: Mapping[str, Change] = {
    "a status that is none": lambda asked: asked.update(status="nope"),
    "an item of no type": lambda asked: asked["item"][2].update(type="choicex"),
    "an operator that is none": lambda asked: asked["item"][3].update(enableWhen=[WHEN]),
    "no linkId": lambda asked: asked["item"][2].pop("linkId"),
    "an unknown property": lambda asked: asked.update(colour="red"),
    "a title that is a number": lambda asked: asked.update(title=7),
    "a linkId twice": lambda asked: asked["item"].append(deepcopy(asked["item"][2])),
}
"""Faults that were seen to pass one validator or another."""


def main() -> None:
    """Print what each validator says; exit status 1 if ours is faulty, or a fault is missed."""
    pack = load_pack(resource_dir("questions"))
    with TemporaryDirectory() as made:
        ours = judged(Path(made), resources(pack))
        seeded = judged(Path(made), broken(pack))
    wrong = {name: said for name, said in ours.items() if any(said.values())}
    print(f"{len(ours)} resources; faulty: {len(wrong)}")
    for name, said in wrong.items():
        print(f"  {name}: {said}")
    for name, said in seeded.items():
        found = [judge for judge, messages in said.items() if messages]
        print(f"  {name}: found by {', '.join(found) or 'nobody'}")
    sys.exit(bool(wrong) or not all(any(said.values()) for said in seeded.values()))


def resources(pack: Pack) -> Mapping[str, Mapping[str, object]]:
    """Everything that goes out as FHIR."""
    visits = enumerate(random_visits(pack, VISITS))
    made = {
        f"visit {number}": response(
            pack, BASE, answers, assess(pack, answers), datetime.now(UTC), uuid4()
        )
        for number, answers in visits
    }
    return {"questions": questionnaire(pack, BASE), "codes": code_system(pack, BASE)} | made


def broken(pack: Pack) -> Mapping[str, Mapping[str, object]]:
    """The questions, each time with one fault."""
    made = {name: deepcopy(questionnaire(pack, BASE)) for name in SEEDED}
    for name, change in SEEDED.items():
        change(made[name])
    return made


def judged(
    place: Path, resources: Mapping[str, Mapping[str, object]]
) -> Mapping[str, Mapping[str, list[str]]]:
    """What both validators say of each resource, and of questions what our own tests say."""
    files = {name: place / f"{number}.json" for number, name in enumerate(resources)}
    for name, file in files.items():
        file.write_text(json.dumps(resources[name]), "utf-8")
    node = ["node", str(HERE / "fhir.mjs"), *map(str, files.values())]
    ended = subprocess.run(node, check=True, capture_output=True, text=True)  # noqa: S603  # our script
    said = json.loads(ended.stdout)
    return {
        name: said[str(file)] | {"our tests": own(resources[name])} for name, file in files.items()
    }


def own(resource: Mapping[str, Any]) -> list[str]:
    """What our own tests say of a Questionnaire."""
    if resource["resourceType"] != "Questionnaire":
        return []
    try:
        return faults(dict(resource))
    except (KeyError, TypeError) as error:
        return [repr(error)]


if __name__ == "__main__":
    main()
