"""Tests of the import: what does not fit is reported, and never makes a result milder."""

from typing import Any

import pytest

from app.core.medicines.index import MedicineIndex
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Pack
from app.core.rule import Level
from app.exchange import assess_response, parse_response
from tests.exchange.files import calm, changed, code

Resource = dict[str, Any]


def test_none_beside_another_answer_does_not_count(pack: Pack, index: MedicineIndex) -> None:
    both = [code("heart.none"), code("heart.long-qt")]
    found = assess_response(pack, index, changed(pack, calm(pack), heart=both))
    assert found.answers["heart"] == {"long-qt"}
    assert found.conflicts == ("heart: “none” stands beside other answers, and does not count",)


def test_none_beside_a_named_medicine_does_not_count(pack: Pack, index: MedicineIndex) -> None:
    found = assess_response(
        pack, index, changed(pack, calm(pack), medicine=[{"valueString": "Zoloft"}])
    )
    assert found.answers[MEDICINE] == {"sertraline"}
    assert MEDICINES not in found.answers
    assert found.level is Level.STRONG
    assert len(found.conflicts) == 1


@pytest.mark.parametrize(
    "answer",
    [
        code("heart.gone"),
        code("somewhere.long-qt"),
        code("now.none"),
        {"valueString": "my heart"},
        {"valueBoolean": True},
        {},
        None,
        "heart.long-qt",
        code("heart.none", valueString="long QT"),
        {"valueCoding": {"code": "heart.none", "display": "Long QT"}},
        {"valueCoding": {"code": "heart.none", "system": "https://elsewhere.example/codes"}},
        {"valueCoding": {"code": "heart.none"}, "_valueCoding": {"extension": []}},
        {"valueCoding": [{"code": "heart.long-qt"}]},
    ],
)
def test_an_answer_that_is_not_clear_counts_as_not_sure(
    pack: Pack, index: MedicineIndex, answer: object
) -> None:
    found = assess_response(
        pack, index, changed(pack, calm(pack), heart=[code("heart.none"), answer])
    )
    assert found.answers["heart"] == {"unsure"}
    assert any("counts as not sure" in conflict for conflict in found.conflicts)


@pytest.mark.parametrize(
    "answer",
    [
        code("HEART.LONG-QT"),
        code(" heart.long-qt "),
        code("long-qt"),
        {"valueString": "Long QT"},
        {"valueCoding": {"display": "long qt"}},
        {"valueReference": {"display": "Long QT"}},
        {"valueCoding": {"code": "heart.long-qt", "system": "https://elsewhere.example/codes"}},
    ],
)
def test_a_damaged_answer_counts_as_what_it_says(
    pack: Pack, index: MedicineIndex, answer: object
) -> None:
    found = assess_response(pack, index, changed(pack, calm(pack), heart=[answer]))
    assert found.answers["heart"] == {"long-qt"}


def test_what_only_a_name_leads_to_here_may_be_written_down_elsewhere(
    pack: Pack, index: MedicineIndex
) -> None:
    found = assess_response(
        pack, index, changed(pack, calm(pack), medicines=[code("medicines.maoi")])
    )
    assert found.answers[MEDICINES] == {"maoi"}
    assert "med-serotonin" in found.sections


@pytest.mark.parametrize("link_id", ["medicine", "result.section", "result.level", "heart", "x"])
def test_a_code_counts_wherever_it_stands(pack: Pack, index: MedicineIndex, link_id: str) -> None:
    resource = changed(pack, calm(pack), **{link_id: [code("now.chest-pain")]})
    found = assess_response(pack, index, resource)
    assert found.level is Level.EMERGENCY
    assert any("'now.chest-pain' stands under" in conflict for conflict in found.conflicts)


@pytest.mark.parametrize("typed", ["xyzzy", "qqqqq", "???"])
def test_a_name_that_is_not_known_counts_so(pack: Pack, index: MedicineIndex, typed: str) -> None:
    answers = calm(pack, medicines="opioids")
    found = parse_response(pack, index, changed(pack, answers, medicine=[{"valueString": typed}]))
    assert found.answers[MEDICINES] == {"opioids", UNKNOWN_NAME}
    assert MEDICINE not in found.answers
    assert f"{typed!r} is not known" in found.conflicts[0]


@pytest.mark.parametrize(
    ("typed", "may_be"),
    [("methadone xyzzy", "methadone"), ("methdone", "methadone"), ("pain pills", "opioid")],
)
def test_of_a_name_that_may_be_several_all_count(
    pack: Pack, index: MedicineIndex, typed: str, may_be: str
) -> None:
    found = parse_response(
        pack, index, changed(pack, calm(pack), medicine=[{"valueString": typed}])
    )
    assert may_be in found.answers[MEDICINE]
    assert typed == "methdone" or found.answers[MEDICINES] == {UNKNOWN_NAME}


@pytest.mark.parametrize(
    "answer",
    [
        {"valueCoding": {"system": "http://rx.example", "code": "6813", "display": "methadone"}},
        {"valueReference": {"display": "methadone"}},
        {"valueCodeableConcept": {"text": "methadone"}},
    ],
)
def test_a_medicine_in_another_form_counts_and_is_told(
    pack: Pack, index: MedicineIndex, answer: object
) -> None:
    found = assess_response(pack, index, changed(pack, calm(pack), medicine=[answer]))
    assert found.answers[MEDICINE] == {"methadone"}
    assert found.answers[MEDICINES] == {UNKNOWN_NAME}
    assert "methadone' is no name as text" in found.conflicts[0]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"valueText": 7},
        {"valueString": []},
        {"valueString": {}},
        {"_valueString": {}},
        None,
        3,
        "x",
    ],
)
def test_a_medicine_that_cannot_be_read_is_a_name_not_known(
    pack: Pack, index: MedicineIndex, answer: object
) -> None:
    found = assess_response(pack, index, changed(pack, calm(pack), medicine=[answer]))
    assert found.answers[MEDICINES] == {UNKNOWN_NAME}
    assert found.level is Level.STRONG


def test_several_names_in_one_field_are_all_read(pack: Pack, index: MedicineIndex) -> None:
    resource = changed(pack, calm(pack), medicine=[{"valueString": "Zoloft, methadone"}])
    assert parse_response(pack, index, resource).answers[MEDICINE] == {"sertraline", "methadone"}
