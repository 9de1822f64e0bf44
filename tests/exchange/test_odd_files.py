"""Tests of damaged files: what is lost or broken is reported, or the file is rejected."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.medicines.index import MedicineIndex
from app.core.model import MEDICINE, Pack
from app.core.rule import Level
from app.exchange import InvalidResponse, assess_response, codes, parse_response
from app.exchange.codes import FhirCodes
from tests.exchange.files import calm, changed, code, made

Resource = dict[str, Any]


def test_an_object_where_a_list_belongs_is_read(pack: Pack, index: MedicineIndex) -> None:
    resource = changed(pack, calm(pack), heart=code("heart.device"))
    resource["item"].append(
        {"linkId": "y", "item": {"linkId": "now", "answer": code("now.seizure")}}
    )
    found = assess_response(pack, index, resource)
    assert found.answers["heart"] == {"device"}
    assert found.level is Level.EMERGENCY


def test_answers_are_found_however_deep_and_however_often_an_item_stands(
    pack: Pack, index: MedicineIndex
) -> None:
    resource = changed(pack, calm(pack))
    again = {"linkId": "heart", "answer": [code("heart.device")]}
    resource["item"].append(
        {"linkId": "g", "item": [{"linkId": "x", "answer": [{"item": [again]}]}]}
    )
    found = parse_response(pack, index, resource)
    assert found.answers["heart"] == {"device"}
    assert "'x': 'nothing' is nothing that is known here" in found.conflicts


@pytest.mark.parametrize("answer", [None, []])
def test_an_item_without_an_answer_is_told(
    pack: Pack, index: MedicineIndex, answer: object
) -> None:
    found = parse_response(pack, index, changed(pack, calm(pack), medicine=answer))
    assert found.conflicts == ("'medicine' stands there without an answer",)


@pytest.mark.parametrize("item", [None, "heart", 7, {"answer": []}])
def test_an_item_that_is_none_is_told(pack: Pack, index: MedicineIndex, item: object) -> None:
    resource = changed(pack, calm(pack))
    resource["item"].append(item)
    assert parse_response(pack, index, resource).conflicts == (
        "'': 'nothing' is nothing that is known here",
    )


def test_questions_lost_beside_a_sign_of_danger_are_told(pack: Pack, index: MedicineIndex) -> None:
    resource = made(pack, calm(pack, now="self-harm-thoughts", heart="long-qt"))
    resource["item"] = resource["item"][:1]
    found = assess_response(pack, index, resource)
    assert found.conflicts[0].startswith("not answered: heart, medicines, substances")


def test_a_section_that_a_file_names_is_shown_though_its_answers_are_lost(
    pack: Pack, index: MedicineIndex
) -> None:
    answers = calm(pack, medicines="other") | {MEDICINE: frozenset({"sertraline"})}
    resource = made(pack, answers)
    resource["item"] = [item for item in resource["item"] if item["linkId"] != MEDICINE]
    found = assess_response(pack, index, resource)
    assert "med-serotonin" in found.sections
    assert any("names the section med-serotonin" in conflict for conflict in found.conflicts)


def test_no_level_is_below_the_one_that_a_file_names(pack: Pack, index: MedicineIndex) -> None:
    resource = changed(
        pack, calm(pack), **{"result.level": [code("result.level.urgent"), code("x")]}
    )
    found = assess_response(pack, index, resource)
    assert found.level is Level.URGENT
    assert "the file names urgent; these answers lead to standard" in found.conflicts
    assert "'result.level': 'x' is nothing that is known here" in found.conflicts


def test_without_answers_the_level_that_a_file_names_is_in_the_refusal(
    pack: Pack, index: MedicineIndex
) -> None:
    resource = made(pack, calm(pack, now="chest-pain"))
    resource["item"] = resource["item"][1:]
    with pytest.raises(InvalidResponse, match="not answered: now; the file itself names emergency"):
        assess_response(pack, index, resource)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"questionnaire": "https://b.example/fhir/Questionnaire/kratom-safety-check|0"}, "'0'"),
        ({"questionnaire": "https://b.example/fhir/Questionnaire/kratom-safety-check"}, "unnamed"),
        ({"status": "in-progress"}, "its status is 'in-progress', not completed"),
        ({"status": None}, "its status is 'none', not completed"),
        ({"authored": "yesterday"}, "it does not say when it was answered"),
        ({"authored": None}, "it does not say when it was answered"),
    ],
)
def test_what_is_odd_about_a_file_is_told(
    pack: Pack, index: MedicineIndex, change: Resource, told: str
) -> None:
    assert told in " ".join(assess_response(pack, index, made(pack, calm(pack)) | change).conflicts)


def inside(resource: Resource) -> Resource:
    """Return the resource with an extension that may reverse the meaning of an answer."""
    resource["item"][0]["answer"][0]["modifierExtension"] = [{"url": "https://a.example/not"}]
    return resource


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (lambda r: None, "expected a FHIR QuestionnaireResponse"),
        (lambda r: [r], "expected a FHIR QuestionnaireResponse"),
        (lambda r: {"resourceType": "Bundle", "entry": [{"resource": r}]}, "expected a FHIR"),
        (lambda r: {"resourceType": "QuestionnaireResponse"}, "other questions: 'it names none'"),
        (lambda r: r | {"questionnaire": "https://a.example/phq"}, "other questions"),
        (lambda r: r | {"questionnaire": [r["questionnaire"]]}, "other questions"),
        (lambda r: r | {"status": "Entered-in-error "}, "entered-in-error"),
        (lambda r: r | {"implicitRules": "https://a.example/x"}, "implicitRules may change"),
        (inside, "modifierExtension may change"),
        (lambda r: r | {"item": []}, "not answered: now, heart"),
    ],
)
def test_a_file_that_leads_to_no_result_says_why(
    pack: Pack, index: MedicineIndex, broken: Callable[[Resource], object], why: str
) -> None:
    with pytest.raises(InvalidResponse, match=why):
        assess_response(pack, index, broken(made(pack, calm(pack))))


def test_foreign_text_cannot_forge_a_line(pack: Pack, index: MedicineIndex) -> None:
    resource = changed(pack, calm(pack), heart=[code("x\nlevel: standard\x1b[2J")])
    resource["item"].append({"linkId": "y\nlevel", "answer": [code("z")]})
    for conflict in parse_response(pack, index, resource).conflicts:
        assert conflict.isprintable()


def test_the_version_changes_with_every_word_that_is_asked(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = FhirCodes(pack, "").version
    assert before.startswith(f"{pack.version}+")
    monkeypatch.setitem(codes.TEXTS, "first", "Call.")
    assert FhirCodes(pack, "").version != before


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
    pack: Pack, index: MedicineIndex, items: object
) -> None:
    parse_response(pack, index, made(pack, calm(pack)) | {"item": items})
