"""Tests of the Questionnaire: the rules of FHIR R4 that can be checked offline, and our own."""

from copy import deepcopy

import pytest

from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Pack
from app.exchange import code_system, questionnaire
from tests.exchange.validator import Item, problems, walk

BASE = "https://check.example"


@pytest.fixture
def asked(pack: Pack) -> Item:
    """A copy of the Questionnaire that a test may change."""
    return deepcopy(questionnaire(pack, BASE))


def test_it_keeps_the_rules(asked: Item) -> None:
    assert problems(asked) == []


def test_it_asks_what_the_check_asks_in_its_order(asked: Item, pack: Pack) -> None:
    items = {item["linkId"]: item for item in asked["item"]}
    assert [id for id in items if id in pack.questions] == list(pack.questions)
    for id, question in pack.questions.items():
        more = [UNKNOWN_NAME] if id == MEDICINES else []
        codes = [one["valueCoding"]["code"] for one in items[id]["answerOption"]]
        offered = [option.id for option in question.option if option in question.visible_options]
        assert sorted(codes) == sorted(f"{id}.{option}" for option in [*offered, *more])
        assert items[id]["text"].startswith(question.text)
        assert question.hint in items[id]["text"]
        alone = [o["valueCoding"]["code"] for o in items[id]["answerOption"] if "extension" in o]
        assert alone == [f"{id}.none"]
    assert list(items).index(MEDICINE) == list(items).index(MEDICINES) + 1


def test_what_an_option_asks_stands_in_its_words(asked: Item, pack: Pack) -> None:
    shown = {
        option["valueCoding"]["code"]: option["valueCoding"]["display"]
        for item in walk(asked["item"])
        for option in item.get("answerOption", [])
    }
    for id, question in pack.questions.items():
        for option in question.visible_options:
            assert option.label in shown[f"{id}.{option.id}"]
            assert option.hint in shown[f"{id}.{option.id}"]


def test_what_is_true_of_the_check_alone_is_not_said_elsewhere(asked: Item, pack: Pack) -> None:
    said = " ".join(item["text"] for item in walk(asked["item"]))
    private = [question.private for question in pack.questions.values() if question.private]
    assert private
    assert not any(words in said for words in private)


def test_every_code_is_in_the_code_system_once(asked: Item, pack: Pack) -> None:
    system = code_system(pack, BASE)
    codes = {one["code"]: one["display"] for one in system["concept"]}  # type: ignore[attr-defined]  # parsed JSON
    assert system["count"] == len(codes)
    used = [
        option["valueCoding"]
        for item in walk(asked["item"])
        for option in item.get("answerOption", [])
    ]
    assert {one["code"]: one["display"] for one in used} == codes
    assert {one["system"] for one in used} == {system["url"]}


def test_it_is_a_draft_until_a_clinician_has_reviewed_it(asked: Item) -> None:
    assert asked["status"] == "draft"


@pytest.mark.parametrize(
    "problem", ["twice", "preselected", "required", "no system", "url", "type"]
)
def test_the_rules_find_what_is_wrong(asked: Item, problem: str) -> None:
    question = asked["item"][2]
    {
        "twice": lambda: asked["item"].append(deepcopy(question)),
        "preselected": lambda: question.update(initial=[{}]),
        "required": lambda: question.update(required=True),
        "no system": lambda: question["answerOption"][0]["valueCoding"].pop("system"),
        "url": lambda: asked.update(url="urn:x|1"),
        "type": lambda: question.update(type="choicex"),
    }[problem]()
    assert problems(asked)
