"""Tests of the export: a valid response that identifies nobody, with the same result on import."""

from app.core.journey import has_red_flag, next_unanswered
from app.core.medicines.index import MedicineIndex
from app.core.model import Pack
from app.core.screening import assess
from app.exchange import assess_response, questionnaire
from tests.exchange.files import BASE, SOME, made
from tests.exchange.validator import problems
from tests.random_visits import random_visits


def test_a_thousand_visits_keep_the_rules_of_fhir_and_read_back_the_same(
    pack: Pack, index: MedicineIndex
) -> None:
    asked = questionnaire(pack, BASE)
    for answers in random_visits(pack, 1000):
        resource = made(pack, answers)
        assert problems(asked, resource) == []
        result = assess(pack, answers)
        found = assess_response(pack, index, resource)
        assert found.answers == answers
        assert found.level is result.level
        assert found.sections == tuple(section.id for section in result.sections)
        open_still = has_red_flag(pack, answers) and next_unanswered(pack, answers)
        assert len(found.conflicts) == bool(open_still)


def test_a_file_names_nobody_and_holds_what_was_answered_only(pack: Pack) -> None:
    answers = {"now": frozenset({"chest-pain"})}
    resource = made(pack, answers)
    assert "subject" not in resource
    assert "author" not in resource
    assert [item["linkId"] for item in resource["item"]] == ["now", "result"]  # type: ignore[attr-defined]  # parsed JSON
    assert resource["identifier"]["value"] == f"urn:uuid:{SOME}"  # type: ignore[index]  # parsed JSON
    assert resource["authored"] == "2026-11-22T09:30:00+00:00"
    assert resource["status"] == "completed"
    served = questionnaire(pack, BASE)
    assert resource["questionnaire"] == f"{served['url']}|{served['version']}"
