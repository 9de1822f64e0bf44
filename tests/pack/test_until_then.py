"""Laws of "Until then" over the real content: short, complete, and no two opposite orders."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from app.content.load.pack import complete_answers
from app.core.instruction import LINES, UNTIL_THEN
from app.core.model import MEDICINE, Result
from app.core.rule import Answers, Level
from app.core.screening import assess
from tests.pack.test_pack import OPTIONS, answers
from tests.real import PACK

MAX_WORDS = 60
"""Of a line. The longest is about alcohol, sedatives and medicines that a doctor gave."""

KEEP = "Keep taking medicines from a doctor."
KEEP_OTHERS = "Keep taking your other medicines from a doctor."


def visits() -> Iterator[Answers]:
    """Yield every visit of one or two answers, and every journey."""
    for size in (1, 2):
        for chosen in combinations(OPTIONS, size):
            yield answers(*chosen)
    yield from (complete_answers(PACK, journey) for journey in PACK.journeys)


RESULTS = [(visit, assess(PACK, visit)) for visit in visits()]


def lines(result: Result) -> dict[str, str]:
    """Return what a result says until then, by line."""
    return {
        line: " ".join(dict.fromkeys(one.says(result.hold) for one in found))
        for line, found in result.instructions.items()
    }


def test_lines_are_in_order_and_none_is_long() -> None:
    for _, result in RESULTS:
        said = lines(result)
        assert list(said) == [line for line in LINES if line in said]
        assert all(len(text.split()) <= MAX_WORDS for text in said.values())


def test_nothing_that_is_held_is_to_be_kept_on() -> None:
    for _, result in RESULTS:
        said = lines(result)
        if result.hold:
            assert said["hold"]
            assert KEEP not in said.get("stop", "")


def test_no_reason_of_what_is_held_says_to_keep_taking_it() -> None:
    held = ("medicines", "naltrexone")
    for other in OPTIONS:
        result = assess(PACK, answers(held, other))
        for reason in result.reasons if result.hold else ():
            if {one.id for one in reason.triggers} == {"naltrexone"}:
                assert "keep taking" not in reason.text.lower()


def test_who_takes_medicine_is_told_to_keep_taking_it() -> None:
    """Naltrexone alone, loperamide and ibogaine are what to ask about, and not to keep on."""
    asked_about = {"naltrexone", "loperamide", "loperamide-named", "ibogaine", "prefer-not"}
    asked_about |= {"rescue-kit"}
    for question, option in OPTIONS:
        if question == "medicines" and option not in asked_about:
            said = lines(assess(PACK, answers((question, option))))
            assert KEEP in said["stop"], option
    naltrexone = assess(PACK, answers(("medicines", "naltrexone"), ("kratom", "daily")))
    assert "stop" not in lines(naltrexone)
    more = answers(("medicines", "naltrexone"), ("medicines", "lithium"), ("kratom", "daily"))
    assert KEEP_OTHERS in lines(assess(PACK, more))["stop"]


@pytest.mark.parametrize("line", UNTIL_THEN)
def test_no_line_says_to_add_no_alcohol_since_a_sudden_stop_can_kill(line: str) -> None:
    texts = [one.text for one in PACK.instructions if one.line == line]
    assert texts
    assert not any(
        order in text.lower()
        for text in texts
        for order in ("no alcohol", "not add alcohol", "leave alcohol", "stop drinking")
    )


def test_alcohol_and_sedatives_from_wherever_are_not_to_be_stopped_suddenly() -> None:
    for pair, word in {
        ("substances", "alcohol"): "Do not stop suddenly",
        (
            "substances",
            "street-sedatives",
        ): "like Xanax or gabapentin? Do not stop suddenly",
        (
            "substances",
            "shop-products",
        ): "like Xanax or gabapentin? Do not stop suddenly",
        (
            "medicines",
            "sedatives",
        ): "like Xanax or gabapentin? Do not stop suddenly",
        (
            "medicines",
            "sedating-seizure",
        ): "like Xanax or gabapentin? Do not stop suddenly",
    }.items():
        assert word in lines(assess(PACK, answers(pair)))["stop"]


def test_seven_oh_is_not_to_be_stopped_alone() -> None:
    said = lines(assess(PACK, answers(("kratom", "seven-oh"))))["kratom"]
    assert "before you run out. Do not stop alone." in said
    assert "no more kratom" not in said


def test_with_an_opioid_naloxone_stands_in_the_open() -> None:
    for visit, result in RESULTS:
        told = {option for options in visit.values() for option in options}
        if told & {"methadone", "buprenorphine", "street-opioids", "seven-oh", "shop-products"}:
            assert "naloxone" in lines(result)["sleepy"]


def test_by_name_is_as_by_tick() -> None:
    typed = {**answers(("kratom", "daily")), MEDICINE: frozenset({"naltrexone"})}
    typed.pop("medicines")
    ticked = answers(("kratom", "daily"), ("medicines", "naltrexone"))
    assert lines(assess(PACK, typed))["hold"] == lines(assess(PACK, ticked))["hold"]


def test_more_answers_only_add() -> None:
    alone = {chosen: assess(PACK, answers(chosen)) for chosen in OPTIONS}
    for first, second in combinations(OPTIONS, 2):
        both = assess(PACK, answers(first, second))
        said = {one.id for line in both.instructions.values() for one in line}
        for one in (first, second):
            before = {x.id for line in alone[one].instructions.values() for x in line}
            assert before <= said
            assert both.level >= alone[one].level


def test_they_are_for_strong_and_urgent() -> None:
    shown = {result.level for _, result in RESULTS if result.instructions}
    assert shown >= {Level.STRONG, Level.URGENT}
