"""The laws of a result's cards: no answer unnamed, no section lost or twice, gravest first."""

from collections.abc import Iterator

import pytest

from app.core.model import Pack
from app.core.screening import assess
from app.web.result.cards import MAX_OPEN, MAX_PILLS
from app.web.result.report import Report
from tests.random_visits import random_visits
from tests.visitor import Visitor
from tests.web.visits import result_for


@pytest.fixture(scope="module")
def reports(pack: Pack) -> list[Report]:
    """Return random results, and those of all journeys."""
    visits = [*random_visits(pack, 300), *(journey.answers for journey in pack.journeys)]
    return [*_reports(pack, visits)]


def _reports(pack: Pack, visits: list[object]) -> Iterator[Report]:
    for given in visits:
        answers = {id: frozenset({"none"}) for id in pack.questions} | given  # type: ignore[operator]  # answers
        yield Report(pack, answers, assess(pack, answers))


def test_every_answer_that_matters_is_named_before_anything_is_opened(
    reports: list[Report],
) -> None:
    for report in reports:
        told = {one for reason in report.result.reasons for one in reason.triggers}
        named = {one for card in report.cards.open for one in card.triggers}
        assert named | set(report.cards.named_apart) == told


def test_every_section_has_one_place(reports: list[Report]) -> None:
    for report in reports:
        cards = (*report.cards.open, *report.cards.closed)
        placed = [one.id for card in cards for one in card.pills]
        placed += [one.id for one in (*report.cards.unplaced, *report.actions)]
        assert len(placed) == len(set(placed))
        assert set(placed) == {section.id for section in report.result.sections}
        assert all(len(card.pills) <= MAX_PILLS for card in cards)


def test_every_rule_that_fired_has_a_card_or_is_for_everyone(reports: list[Report]) -> None:
    for report in reports:
        shown = [id for card in (*report.cards.open, *report.cards.closed) for id in card.rules]
        shown += [id for reason in report.everyone for id in reason.rules]
        assert sorted(shown) == sorted(id for one in report.result.reasons for id in one.rules)


def test_what_a_rule_says_to_do_is_said_in_the_open(reports: list[Report], pack: Pack) -> None:
    for report in reports:
        said = {text for card in report.cards.open for text in card.says}
        for reason in report.result.reasons:
            if reason.triggers and any(pack.rules_by_id[id].opens for id in reason.rules):
                assert reason.short in said


def test_the_gravest_cards_stand_open_and_so_do_those_that_say_what_to_do(
    reports: list[Report],
) -> None:
    for report in reports:
        cards = report.cards
        assert len(cards.open) <= MAX_OPEN or any(card.opens for card in cards.open[MAX_OPEN:])
        assert not any(card.opens for card in cards.closed)
        calm = [card.level for card in cards.open[:MAX_OPEN]]
        assert calm == sorted(calm, reverse=True)
        if calm and cards.closed:
            assert calm[-1] >= max(card.level for card in cards.closed)


def test_you_may_feel_fine_is_said_only_to_whoever_may(visitor: Visitor) -> None:
    stack = {"heart": "long-qt", "medicines": "heart-rhythm", "kratom": "daily"}
    assert "You may feel fine" in result_for(visitor, **stack).html
    for more in ({"opioids": "withdrawal"}, {"kratom": "stopping"}, {"now": "fluids"}):
        assert "You may feel fine" not in result_for(visitor, **stack | more).html


def test_open_everything_is_an_address_that_tells_nothing(visitor: Visitor) -> None:
    page = result_for(visitor, heart="long-qt", kratom="daily")
    assert not any("open" in tag for tag in page.all("details"))
    opened = visitor.get("/result?open")
    assert opened.all("details")
    assert all("open" in tag for tag in opened.all("details"))
    assert opened.sections == page.sections


@pytest.mark.parametrize(
    ("kratom", "heading"),
    [
        ("none", "before you take kratom</h1>"),
        ("sometimes", "before you take more kratom</h1>"),
        ("prefer-not", "before you take kratom, or more of it</h1>"),
    ],
)
def test_the_heading_fits_what_was_told_of_kratom(
    visitor: Visitor, kratom: str, heading: str
) -> None:
    page = result_for(visitor, medicines="antipsychotics", kratom=kratom)
    assert page.level == "strong"
    assert heading in page.html


def test_one_more_sign_of_danger_takes_no_instruction_away(visitor: Visitor, pack: Pack) -> None:
    signs = ("chest-pain", "seizure", "cannot-wake", "fainted")
    for count in range(1, len(signs) + 1):
        steps = result_for(visitor, now=" ".join(signs[:count])).html.split('class="todo"')[1]
        steps = steps.split("</section>")[0]
        for sign in signs[:count]:
            rules = [rule.id for rule in pack.rules if rule.id == f"now-{sign}"]
            assert all(f"{id}" in steps for id in rules), (sign, count)
        assert steps.count('class="box first"') == count


def test_too_much_of_something_takes_away_keep_taking_and_nothing_else(visitor: Visitor) -> None:
    told = {"substances": "alcohol", "medicines": "sedatives", "kratom": "daily"}
    for more in ({}, {"now": "took-too-much"}):
        panel = result_for(visitor, **told | more).html.split('class="reasons"')[0]
        assert "No more kratom until" in panel
        assert "Do not stop a sedative suddenly" in panel
        assert ("Keep taking" in panel) is not bool(more)
