"""A validator for our Questionnaire and its responses, based on FHIR R4 and SDC; works offline.

Names such as `que-2` are those of the invariants in the StructureDefinitions of R4 4.0.1.
"""

import re
from collections.abc import Iterator
from typing import Any

Item = dict[str, Any]

NOT_ON_DISPLAY = {"item", "code", "required", "repeats", "readOnly"}
NEVER = {"initial", "required", "answerValueSet", "maxLength", "enableWhen"}
"""Elements that our items never have: no answer is preselected, required or conditional."""


def problems(questions: Item, response: Item | None = None) -> list[str]:
    """Return a message for each violated rule in a Questionnaire, and in a response to it."""
    found = list(_of_questions(questions))
    return [*found, *_of_response(questions, response)] if response is not None else found


def walk(items: list[Item]) -> Iterator[Item]:
    """Yield every item at any depth."""
    for item in items:
        yield item
        yield from walk(item.get("item", []))


def _of_questions(questions: Item) -> Iterator[str]:
    if not re.fullmatch(r"https?://[^\s|#]+", questions["url"]):
        yield "cnl-1: url"
    if not re.fullmatch(r"[A-Z]\w{0,254}", questions["name"]):
        yield "que-0: name"
    if questions["status"] not in ("draft", "active", "retired", "unknown"):
        yield "status"
    if "version" in questions and not any(
        one["url"].endswith("artifact-versionAlgorithm") for one in questions.get("extension", [])
    ):
        yield "sdc-2: version without its algorithm"
    items = list(walk(questions["item"]))
    ids = [item["linkId"] for item in items]
    if len(ids) != len(set(ids)):
        yield "que-2: linkId twice"
    for item in items:
        yield from (f"{problem}: {item['linkId']}" for problem in _of_item(item))


def _of_item(item: Item) -> Iterator[str]:
    display = item["type"] == "display"
    checks = {
        "que-15": 0 < len(item["linkId"]) <= 255,
        "type": item["type"] in ("group", "display", "choice", "string"),
        "que-1: a group without items": item["type"] != "group" or item.get("item"),
        "que-1, que-3, que-6, que-9": not (display and item.keys() & NOT_ON_DISPLAY),
        "ours: chosen before, required or conditional": not item.keys() & NEVER,
        "que-4, que-5": ("answerOption" in item) == (item["type"] == "choice"),
    }
    yield from (name for name, kept in checks.items() if not kept)
    yield from _of_options(item)


def _of_options(item: Item) -> Iterator[str]:
    options = item.get("answerOption", [])
    codes = [option["valueCoding"]["code"] for option in options]
    if len(codes) != len(set(codes)):
        yield "an option twice"
    for option in options:
        yield from _of_coding(option["valueCoding"])
        if option.get("extension") and not item.get("repeats"):
            yield "optionExclusive without repeats"


def _of_coding(coding: Item) -> Iterator[str]:
    if not (coding.get("system") and coding.get("code") and coding.get("display")):
        yield "sdc-base-1, sdc-base-2: coding"


def _of_response(questions: Item, response: Item) -> Iterator[str]:
    if response["questionnaire"] != f"{questions['url']}|{questions['version']}":
        yield "questionnaire"
    if response["status"] != "completed":
        yield "status"
    if not re.fullmatch(r"\d{4}(-\d\d){2}T\d\d(:\d\d){2}(Z|[+-]\d\d:\d\d)", response["authored"]):
        yield "authored"
    if not response.get("identifier"):
        yield "identifier"
    yield from _of_answers(questions["item"], response["item"])


def _of_answers(asked: list[Item], answered: list[Item]) -> Iterator[str]:
    """Yield violations unless each item answers a question, once, in order, with its options."""
    known = {item["linkId"]: item for item in asked}
    ids = [item["linkId"] for item in answered]
    if set(ids) - known.keys():
        yield f"not asked: {set(ids) - known.keys()}"
        return
    if ids != [id for id in known if id in ids]:
        yield "order, or an item twice"
    for item in answered:
        yield from (
            f"{problem}: {item['linkId']}" for problem in _of_one(known[item["linkId"]], item)
        )


def _of_one(asked: Item, item: Item) -> Iterator[str]:
    answers = item.get("answer", [])
    no_question = asked["type"] in ("group", "display")
    checks = {
        "text": item.get("text") == asked["text"],
        "qrs-1: neither, or both of, answer and item": bool(answers) != bool(item.get("item")),
        "an answer to no question": not (answers and no_question),
        "more than one answer": len(answers) < 2 or asked.get("repeats"),
    }
    yield from (name for name, kept in checks.items() if not kept)
    if asked["type"] == "string" and not all(one.get("valueString") for one in answers):
        yield "a name without letters"
    if asked["type"] == "choice":
        yield from _of_choices(asked["answerOption"], answers)
    if "item" in item:
        yield from _of_answers(asked["item"], item["item"])


def _of_choices(offered: list[Item], answers: list[Item]) -> Iterator[str]:
    options = [option["valueCoding"] for option in offered]
    given = [answer.get("valueCoding") for answer in answers]
    if given != [one for one in options if one in given]:
        yield "answers that are no options, or out of order"
    alone = [option["valueCoding"] for option in offered if option.get("extension")]
    if len(given) > 1 and any(one in alone for one in given):
        yield "none beside another"
