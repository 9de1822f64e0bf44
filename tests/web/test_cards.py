"""The laws of a result's cards: no answer unnamed, no section lost or twice, gravest first."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from app.core.model import Pack, Result
from app.core.rule import Answers
from app.core.screening import assess
from app.web.result.cards import MAX_OPEN, MAX_PILLS
from app.web.result.report import Report
from tests.random_visits import random_visits
from tests.visitor import Visitor
from tests.web.visits import can_be_ticked, result_for

MAX_WORDS_TO_REPEAT = 6
"""Names of answers and of numbers may stand twice; a sentence is longer."""


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
        assert named | set(report.cards.named_apart) | set(report.signs_told) == told


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
        shown += [id for reason in (*report.everyone, *report.signs) for id in reason.rules]
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
    parts = [tag for tag in opened.all("details") if tag.get("class") != "about"]
    assert parts
    assert all("open" in tag for tag in parts)
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


def test_one_more_sign_of_danger_takes_no_instruction_away(pack: Pack) -> None:
    signs = [option for option in pack.questions["now"].option if not option.quiet]
    alone = {sign.id: Report(pack, *_told(pack, sign.id)) for sign in signs}
    for first, second in combinations(signs, 2):
        both = Report(pack, *_told(pack, first.id, second.id))
        for one in (alone[first.id], alone[second.id]):
            if one.kind.needs_help_first:
                assert both.kind.needs_help_first
                assert set(one.for_helper) <= set(both.for_helper)
                assert set(one.steps) <= set(both.steps)


def _told(pack: Pack, *signs: str) -> tuple[Answers, Result]:
    """Return the answers of a visit with these signs of danger, and its result."""
    answers = {id: frozenset({"none"}) for id in pack.questions} | {"now": frozenset(signs)}
    return answers, assess(pack, answers)


def test_in_danger_what_was_told_and_what_to_do_stand_open(visitor: Visitor) -> None:
    page = result_for(visitor, now="cannot-wake confused", kratom="daily").html
    panel, rest = page.split('class="todo"')
    assert "You told us: <b>Cannot be woken, or is very hard to wake; Sudden confusion" in panel
    assert "This can be an overdose." in panel
    todo = rest.split("</section>")[0]
    assert todo.index("Give naloxone (Narcan)") < todo.index("Do not leave the person alone")
    assert "Stay on the phone until they tell you to hang up." in todo
    assert "In an emergency, still call." in rest


def test_after_thoughts_of_suicide_that_line_comes_first_and_no_poison_line(
    visitor: Visitor,
) -> None:
    box = result_for(visitor, now="self-harm-thoughts").html.split('class="help box"')[1]
    box = box.split("</section>")[0]
    assert box.index("988") < box.index("911")
    assert "1-800-222-1222" not in box


def test_too_much_of_something_takes_away_keep_taking_and_nothing_else(visitor: Visitor) -> None:
    told = {"substances": "alcohol", "medicines": "sedatives", "kratom": "daily"}
    for more in ({}, {"now": "took-too-much"}):
        panel = result_for(visitor, **told | more).html.split('class="reasons"')[0]
        assert "Take no more kratom." in panel
        assert "like Xanax or gabapentin? Do not stop suddenly" in panel
        assert ("Keep taking" in panel) is not bool(more)


@pytest.mark.parametrize(
    "more", [{"medicines": "antidepressants"}, {"about": "pregnant", "opioids": "daily"}]
)
def test_who_told_of_no_kratom_reads_to_take_none(visitor: Visitor, more: dict[str, str]) -> None:
    for kratom, said in {"none": 1, "considering": 1, "prefer-not": 1, "seven-oh": 0}.items():
        panel = result_for(visitor, kratom=kratom, **more).html.split('class="reasons"')[0]
        assert panel.count("<li>Take no kratom.</li>") == said, kratom


def test_a_card_that_gives_way_leaves_what_to_do_in_the_panel(
    reports: list[Report], pack: Pack
) -> None:
    named = {
        medicine
        for medicine in pack.medicines.values()
        if all(question != "substances" for question, _ in medicine.counts_as)  # no street drug
    }
    medicines = {*pack.questions["medicines"].option, *named}
    for report in reports:
        cards = (*report.cards.open, *report.cards.closed)
        said = {text for card in cards for text in card.says}
        for reason in report.result.reasons:
            gave_way = reason not in report.signs and reason.short not in said
            if gave_way and re.search(r"(not|never) stop", reason.short.lower()):
                assert "stop" in report.result.instructions or medicines.isdisjoint(reason.triggers)


CLOSED = re.compile(r"<details[^>]*>\s*<summary>(.*?)</summary>(?:(?!<details).)*?</details>", re.S)
"""A part that is closed, without another one in it; what stays on the page is its summary."""


def test_nothing_is_said_twice_before_anything_is_opened(visitor: Visitor, pack: Pack) -> None:
    for journey in pack.journeys[::9]:
        if not can_be_ticked(journey.answers):
            continue
        answers = {id: frozenset({"none"}) for id in pack.questions} | journey.answers
        if "medicine" in journey.answers and "medicines" not in journey.answers:
            answers["medicines"] = frozenset()
        visitor.tell(pack, answers)
        html = visitor.get("/result").html
        main = html[html.index("<main") : html.index("</main>")]
        while (shorter := CLOSED.sub(r"\1", main)) != main:
            main = shorter
        blocks = re.split(r"</?(?:p|li|h\d|div|ul|section|summary)\b[^>]*>", main)
        lines = (" ".join(re.sub(r"<[^>]+>", "", block).split()) for block in blocks)
        sentences = [one for line in lines for one in re.split(r"(?<=[.?!]) ", line)]
        long = [one for one in sentences if len(one.split()) > MAX_WORDS_TO_REPEAT]
        assert len(long) == len(set(long)), (journey.id, sorted(long))
        for order in ("Keep taking medicines", "naloxone (Narcan) close", "Call today"):
            assert " ".join(sentences).count(order) <= 1, journey.id


@pytest.mark.parametrize("more", [{"substances": "alcohol"}, {"opioids": "daily"}])
def test_something_not_to_stop_does_not_take_keep_taking_away(
    visitor: Visitor, more: dict[str, str]
) -> None:
    told = {"heart": "long-qt", "kratom": "sometimes"}
    for answers in (told, told | more):
        panel = result_for(visitor, **answers).html.split('class="reasons"')[0]
        assert panel.count("Keep taking medicines from a doctor") == 1
