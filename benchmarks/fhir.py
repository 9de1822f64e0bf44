"""Validate our FHIR with npm's `fhir` and Medplum, and check that they find seeded errors."""

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
    "a status that is none": lambda form: form.update(status="nope"),
    "an item of no type": lambda form: form["item"][2].update(type="choicex"),
    "an operator that is none": lambda form: form["item"][3].update(enableWhen=[WHEN]),
    "no linkId": lambda form: form["item"][2].pop("linkId"),
    "an unknown property": lambda form: form.update(colour="red"),
    "a title that is a number": lambda form: form.update(title=7),
    "a linkId twice": lambda form: form["item"].append(deepcopy(form["item"][2])),
}
"""Errors that at least one validator has missed."""


def main() -> None:
    """Print all messages; exit with 1 if ours is invalid or a seeded error is missed."""
    pack = load_pack(resource_dir("questions"))
    with TemporaryDirectory() as folder:
        ours = validate(Path(folder), resources(pack))
        seeded = validate(Path(folder), broken(pack))
    wrong = {name: messages for name, messages in ours.items() if any(messages.values())}
    print(f"{len(ours)} resources; faulty: {len(wrong)}")
    for name, messages in wrong.items():
        print(f"  {name}: {messages}")
    for name, messages in seeded.items():
        found = [validator for validator, errors in messages.items() if errors]
        print(f"  {name}: found by {', '.join(found) or 'nobody'}")
    sys.exit(bool(wrong) or not all(any(messages.values()) for messages in seeded.values()))


def resources(pack: Pack) -> Mapping[str, Mapping[str, object]]:
    """Return everything that we publish as FHIR."""
    visits = enumerate(random_visits(pack, VISITS))
    responses = {
        f"visit {number}": response(
            pack, BASE, answers, assess(pack, answers), datetime.now(UTC), uuid4()
        )
        for number, answers in visits
    }
    return {"questions": questionnaire(pack, BASE), "codes": code_system(pack, BASE)} | responses


def broken(pack: Pack) -> Mapping[str, Mapping[str, object]]:
    """Return copies of the questionnaire with one seeded error each."""
    copies = {name: deepcopy(questionnaire(pack, BASE)) for name in SEEDED}
    for name, change in SEEDED.items():
        change(copies[name])
    return copies


def validate(
    folder: Path, resources: Mapping[str, Mapping[str, object]]
) -> Mapping[str, Mapping[str, list[str]]]:
    """Return the messages on each resource from both validators and from our own tests."""
    files = {name: folder / f"{number}.json" for number, name in enumerate(resources)}
    for name, file in files.items():
        file.write_text(json.dumps(resources[name]), "utf-8")
    node = ["node", str(HERE / "fhir.mjs"), *map(str, files.values())]
    ended = subprocess.run(node, check=True, capture_output=True, text=True)  # noqa: S603  # our script
    messages = json.loads(ended.stdout)
    return {
        name: messages[str(file)] | {"our tests": own_messages(resources[name])}
        for name, file in files.items()
    }


def own_messages(resource: Mapping[str, Any]) -> list[str]:
    """Return our own tests' messages on a Questionnaire."""
    if resource["resourceType"] != "Questionnaire":
        return []
    try:
        return faults(dict(resource))
    except (KeyError, TypeError) as error:
        return [repr(error)]


if __name__ == "__main__":
    main()
