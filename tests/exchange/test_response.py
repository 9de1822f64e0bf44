"""A visit as FHIR, and back: the same result, and never a milder one from a file that is amiss."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.medicines import Index
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Answers, Level, Pack
from app.core.screening import assess
from app.exchange.codes import LEVEL
from app.exchange.questionnaire import questionnaire
from app.exchange.reading import NotOurs, Reading, read
from app.exchange.response import response
from tests.exchange.validator import faults
from tests.random_visits import random_visits

BASE = "https://check.example"
WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SOME = UUID("5b2f6c1e-9c1d-4c3e-8f0a-3f6a0d2b7e11")


@pytest.fixture(scope="module")
def index(pack: Pack) -> Index:
    """The names of medicines, ready to be looked up."""
    return Index(pack.medicines.values(), pack.ambiguous, pack.reading)


def made(pack: Pack, answers: Answers) -> dict[str, object]:
    """The file of a visit, as another program reads it."""
    found = response(pack, BASE, answers, assess(pack, answers), WHEN, SOME)
    return dict(json.loads(json.dumps(found)))


def read_back(pack: Pack, index: Index, answers: Answers, **changed: object) -> Reading:
    """A visit's file, with some of its items answered otherwise, read back."""
    resource = made(pack, answers)
    items = {item["linkId"]: item for item in resource["item"]}  # type: ignore[attr-defined]  # as JSON
    for link_id, answer in changed.items():
        items.setdefault(link_id, {"linkId": link_id})["answer"] = answer
    return read(pack, index, resource | {"item": list(items.values())})


def calm(pack: Pack, **told: str) -> Answers:
    """A visit of `none`, but for one answer to some questions."""
    quiet = {id: question.quiet for id, question in pack.questions.items()}
    return quiet | {id: frozenset({option}) for id, option in told.items()}


def code(code: str) -> dict[str, object]:
    """An answer as renderers export it."""
    return {"valueCoding": {"code": code}}


def test_a_thousand_visits_keep_the_rules_of_fhir_and_read_back_the_same(
    pack: Pack, index: Index
) -> None:
    asked = questionnaire(pack, BASE)
    for answers in random_visits(pack, 1000):
        resource = made(pack, answers)
        assert faults(asked, resource) == []
        assert read(pack, index, resource) == Reading(answers, assess(pack, answers).level, ())


def test_a_file_names_nobody_and_holds_what_was_answered_only(pack: Pack) -> None:
    answers = {"now": frozenset({"chest-pain"})}
    resource = made(pack, answers)
    assert "subject" not in resource
    assert "author" not in resource
    assert [item["linkId"] for item in resource["item"]] == ["now", "result"]  # type: ignore[attr-defined]  # as JSON
    assert resource["identifier"]["value"] == f"urn:uuid:{SOME}"  # type: ignore[index]  # as JSON
    assert resource["authored"] == "2026-11-22T09:30:00+00:00"
    assert resource["status"] == "completed"
    served = questionnaire(pack, BASE)
    assert resource["questionnaire"] == f"{served['url']}|{served['version']}"


def test_none_beside_another_answer_does_not_count(pack: Pack, index: Index) -> None:
    both = [code("heart.none"), code("heart.long-qt")]
    found = read_back(pack, index, calm(pack), heart=both)
    assert found.answers["heart"] == {"long-qt"}
    assert found.conflicts == ("heart: “none” stands beside other answers, and does not count",)


def test_none_beside_a_named_medicine_does_not_count(pack: Pack, index: Index) -> None:
    found = read_back(pack, index, calm(pack), medicine=[{"valueString": "Zoloft"}])
    assert found.answers[MEDICINE] == {"sertraline"}
    assert assess(pack, found.answers).level is Level.STRONG
    assert len(found.conflicts) == 1


@pytest.mark.parametrize(
    "answer",
    [code("heart.gone"), code("long-qt"), {"valueString": "long QT"}, {}, code("now.none")],
)
def test_an_answer_that_nobody_knows_counts_as_not_sure(
    pack: Pack, index: Index, answer: dict[str, object]
) -> None:
    found = read_back(pack, index, calm(pack), heart=[code("heart.none"), answer])
    assert found.answers["heart"] == {"unsure"}
    assert len(found.conflicts) == 2


@pytest.mark.parametrize("typed", ["blue nerve pill", "qqqqq", "heart pill"])
def test_a_name_that_is_not_clear_is_a_name_not_known(pack: Pack, index: Index, typed: str) -> None:
    answers = calm(pack, medicines="opioids")
    found = read_back(pack, index, answers, medicine=[{"valueString": typed}])
    assert found.answers[MEDICINES] == {"opioids", UNKNOWN_NAME}
    assert typed.split()[0] in found.conflicts[0]


def test_several_names_in_one_field_are_all_read(pack: Pack, index: Index) -> None:
    answers = calm(pack, medicines="opioids")
    found = read_back(pack, index, answers, medicine=[{"valueString": "Zoloft, methadone"}])
    assert found.answers[MEDICINE] == {"sertraline", "methadone"}


def test_answers_are_found_however_deep_and_however_often_an_item_stands(
    pack: Pack, index: Index
) -> None:
    resource = made(pack, calm(pack))
    again = {"linkId": "heart", "answer": [code("heart.device")]}
    deep = {"linkId": "group", "item": [{"linkId": "x", "answer": [{"item": [again]}]}]}
    resource["item"] = [*resource["item"], deep]  # type: ignore[misc]  # as JSON
    found = read(pack, index, resource)
    assert found.answers["heart"] == {"device"}
    assert "x: not asked by this check" in found.conflicts


def test_other_content_and_another_status_are_told(pack: Pack, index: Index) -> None:
    resource = made(pack, calm(pack)) | {"status": "in-progress"}
    resource["questionnaire"] = "https://elsewhere.example/fhir/Questionnaire/kratom-safety-check|0"
    told = " ".join(read(pack, index, resource).conflicts)
    assert "answered with content 0" in told
    assert "in-progress" in told


def test_a_level_that_is_none_is_told(pack: Pack, index: Index) -> None:
    resource = made(pack, calm(pack))
    resource["item"] = [{"linkId": LEVEL, "answer": [code("result.level.fine")]}]
    found = read(pack, index, resource)
    assert found.level is None
    assert f"{LEVEL}: result.level.fine is no level" in found.conflicts


@pytest.mark.parametrize(
    ("resource", "why"),
    [
        (None, "expected a FHIR QuestionnaireResponse"),
        ([], "expected a FHIR QuestionnaireResponse"),
        ({"resourceType": "Patient"}, "expected a FHIR QuestionnaireResponse"),
        ({"resourceType": "QuestionnaireResponse"}, "other questions: it names none"),
        (
            {"resourceType": "QuestionnaireResponse", "questionnaire": "https://a.example/Q/phq"},
            "other questions: https://a.example/Q/phq",
        ),
    ],
)
def test_another_file_is_refused(pack: Pack, index: Index, resource: object, why: str) -> None:
    with pytest.raises(NotOurs, match=why):
        read(pack, index, resource)


def test_what_was_entered_in_error_is_refused(pack: Pack, index: Index) -> None:
    with pytest.raises(NotOurs, match="entered-in-error"):
        read(pack, index, made(pack, calm(pack)) | {"status": "entered-in-error"})


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
KEYS = st.sampled_from(["linkId", "answer", "item", "valueCoding", "valueString", "code"])


@given(
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
        max_leaves=9,
    )
)
def test_whatever_stands_in_the_items_is_read_or_told(
    pack: Pack, index: Index, items: object
) -> None:
    read(pack, index, made(pack, calm(pack)) | {"item": items})
