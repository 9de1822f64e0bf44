"""Regions: which numbers are shown, and in which order."""

from app.core.model import Pack
from app.core.region import HelpLine, Number, Region

NUMBER = Number("Call 1", "1")


def line(kind: str, *numbers: Number) -> HelpLine:
    """Return a help line of this kind."""
    return HelpLine(kind, kind, numbers, "2026-11-22", "in a test")  # type: ignore[arg-type]  # any text, from a test


def region(*lines: HelpLine) -> Region:
    """Return a region with two emergency numbers and these help lines."""
    return Region("x", "X", ("112", "999"), "https://x", "2026-11-22", "in a test", lines)


def test_a_region_has_its_lines_by_kind(pack: Pack) -> None:
    lines = pack.regions["us"].lines("poison")
    assert [line.numbers[0].link for line in lines] == ["tel:18002221222"]
    assert pack.regions["eu"].lines("poison") == ()
    texts = [n.link for line in pack.regions["nz"].line for n in line.numbers if n.text_only]
    assert texts == ["sms:1737", "sms:8681"]


def test_emergency_numbers_are_ready_to_call() -> None:
    numbers = (Number("112", "112", bare=True), Number("999", "999", bare=True))
    assert region().emergency_numbers == numbers


def test_the_first_number_is_that_of_the_call() -> None:
    crisis, poison = Number("Call 2", "2"), Number("Call 3", "3")
    place = region(line("poison", poison), line("crisis", crisis))
    assert place.first_numbers("crisis") == (crisis,)
    assert place.first_numbers("poison") == (poison,)
    assert place.first_numbers("emergency") == place.emergency_numbers
    assert place.first_numbers("") == ()


def test_where_there_is_no_such_line_another_answers() -> None:
    assert region(line("advice", NUMBER)).first_numbers("poison") == (NUMBER,)
    assert region(line("treatment", NUMBER)).first_numbers("poison")[0].tel == "112"
    assert region(line("crisis")).first_numbers("crisis")[0].tel == "112"


def test_the_lines_of_the_contacts_come_first_and_the_others_keep_their_order() -> None:
    place = region(*(line(kind, NUMBER) for kind in ("crisis", "advice", "treatment", "poison")))

    def kinds(*contacts: str) -> list[str]:
        return [line.kind for line in place.ordered_lines(contacts)]

    assert kinds("poison") == ["poison", "crisis", "advice", "treatment"]
    assert kinds("doctor", "treatment", "poison") == ["treatment", "poison", "crisis", "advice"]
    assert kinds("emergency") == kinds() == ["crisis", "advice", "treatment", "poison"]


def test_no_line_pushes_the_crisis_or_the_poison_line_away() -> None:
    place = region(*(line(kind, NUMBER) for kind in ("treatment", "poison", "crisis")))

    def kinds(*contacts: str) -> list[str]:
        return [line.kind for line in place.first_lines(contacts, 1)]

    assert kinds("doctor", "poison", "treatment") == ["poison"]
    assert kinds("treatment", "doctor", "poison") == ["treatment", "poison"]
    assert kinds("treatment", "poison", "crisis") == ["treatment", "poison", "crisis"]
    assert kinds("treatment") == ["treatment"]


def test_where_a_contact_has_no_line_advice_stands_in() -> None:
    place = region(line("crisis", NUMBER), line("advice", NUMBER))
    assert [line.kind for line in place.lines_to_call(("poison", "treatment"))] == ["advice"]
    assert place.lines_to_call(("doctor", "emergency")) == ()


def test_lines_of_one_kind_are_all_called_first() -> None:
    """A line may be for one province only, and nobody asks which one somebody is in."""
    other = Number("Call 2", "2")
    place = region(line("treatment", NUMBER), line("treatment", other))
    assert place.first_numbers("treatment") == (NUMBER, other)


def test_for_treatment_no_emergency_number_stands_in() -> None:
    treatment = Number("Call 4", "4")
    assert region(line("treatment", treatment)).first_numbers("treatment") == (treatment,)
    assert region().first_numbers("treatment") == ()
