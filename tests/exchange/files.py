"""QuestionnaireResponses as other programs export them."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.core.model import Pack
from app.core.rule import Answers
from app.core.screening import assess
from app.exchange import response

BASE = "https://check.example"
WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SOME = UUID("5b2f6c1e-9c1d-4c3e-8f0a-3f6a0d2b7e11")


def made(pack: Pack, answers: Answers) -> dict[str, Any]:
    """Return the QuestionnaireResponse of a visit, as parsed JSON."""
    found = response(pack, BASE, answers, assess(pack, answers), WHEN, SOME)
    return dict(json.loads(json.dumps(found)))


def calm(pack: Pack, **told: str) -> Answers:
    """Return the answers of a visit: "none", except for one option in each question of `told`."""
    quiet = {id: question.exclusive_options for id, question in pack.questions.items()}
    return quiet | {id: frozenset({option}) for id, option in told.items()}


def changed(pack: Pack, answers: Answers, **items: object) -> dict[str, Any]:
    """Return the response of a visit without its result, and with other answers to some items."""
    resource = made(pack, answers)
    kept = {item["linkId"]: item for item in resource["item"] if item["linkId"] != "result"}
    for link_id, answer in items.items():
        kept.setdefault(link_id, {"linkId": link_id})["answer"] = answer
    return resource | {"item": list(kept.values())}


def code(code: str, **more: object) -> dict[str, object]:
    """Return an answer with a code, as programs export it."""
    return {"valueCoding": {"code": code}} | more
