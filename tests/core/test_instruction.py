"""What to do until then: every instruction that applies is said, by line."""

from app.core.instruction import Instruction, instructions_by_line
from app.core.rule import AnswerPair, Clause, Statement


def told(*pairs: AnswerPair) -> tuple[Statement, ...]:
    """Return these answers as statements."""
    return tuple(Statement(pair, frozenset({pair})) for pair in pairs)


ALCOHOL = Clause({"substances": frozenset({"alcohol"})})
PILLS = Clause({"medicines": frozenset({"sedatives", "opioids"})})
NALTREXONE = Instruction("naltrexone", "hold", "Call first.", ("C-1",), hold="naltrexone")
DRINK = Instruction("drink", "stop", "Do not stop.", ("C-2",), (ALCOHOL,))
KEEP = Instruction("keep", "stop", "Keep on.", ("C-3",), (PILLS,), beside_hold="Keep the others.")
BOTH = Instruction("both", "sleepy", "Very sleepy?", ("C-4",), (PILLS, PILLS))
ALL = (BOTH, KEEP, DRINK, NALTREXONE)


def test_lines_are_in_order_and_never_empty() -> None:
    pills = told(("medicines", "sedatives"), ("medicines", "opioids"), ("substances", "alcohol"))
    lines = instructions_by_line(ALL, pills, ("naltrexone",))
    assert list(lines) == ["hold", "stop", "sleepy"]
    assert lines["stop"] == (KEEP, DRINK)
    assert instructions_by_line(ALL, (), ()) == {}


def test_each_clause_needs_an_answer_of_its_own() -> None:
    assert "sleepy" not in instructions_by_line(ALL, told(("medicines", "opioids")), ())


def test_beside_a_medicine_that_is_held_another_text_is_said() -> None:
    assert KEEP.says(()) == "Keep on."
    assert KEEP.says(("naltrexone",)) == "Keep the others."
    assert DRINK.says(("naltrexone",)) == "Do not stop."


def test_what_to_hold_is_said_only_if_it_is_held() -> None:
    assert instructions_by_line(ALL, told(("medicines", "opioids")), ()) == {"stop": (KEEP,)}
    assert NALTREXONE.applies((), ("naltrexone",))
    assert not NALTREXONE.applies((), ("methadone",))
