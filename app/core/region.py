"""Regions: which phone numbers a person sees. They never affect the assessment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

LineKind = Literal["crisis", "poison", "treatment", "advice", "listening"]
Call = Literal["", "emergency", "crisis", "poison", "treatment"]
"""Whose number comes first on a result; empty if no rule asks for a call."""

LINES_FOR_CALL: Mapping[Call, tuple[LineKind, ...]] = {
    "crisis": ("crisis",),
    "poison": ("poison", "advice"),
    "treatment": ("treatment", "advice"),
}
"""Kinds of help line for a call, best first; a region without them shows emergency numbers."""


@dataclass(frozen=True)
class Number:
    """A number to call or text: `say` is the text of its button, `tel` the digits to dial.

    `bare`: `say` is only the number, so pages put "Call" in front of it.
    """

    say: str
    tel: str
    text_only: bool = False
    bare: bool = False

    @property
    def link(self) -> str:
        """The `tel:` URL, or an `sms:` URL if the number takes only text messages."""
        return f"{'sms' if self.text_only else 'tel'}:{self.tel}"


@dataclass(frozen=True)
class HelpLine:
    """A phone or text service. `checked_on` and `how`: when and how its numbers were verified."""

    kind: LineKind
    name: str
    numbers: tuple[Number, ...]
    checked_on: str
    how: str
    hours: str = ""
    languages: tuple[str, ...] = ()
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Region:
    """A country or group of countries, with its emergency numbers (best first) and help lines.

    `leave_url` is the page that "Leave this page quickly" opens. `checked_on` and `how`: when and
    how the emergency numbers were verified.
    """

    id: str
    name: str
    emergency: tuple[str, ...]
    leave_url: str
    checked_on: str
    how: str
    line: tuple[HelpLine, ...] = ()
    note: str = ""

    @property
    def emergency_numbers(self) -> tuple[Number, ...]:
        """The emergency numbers as `Number` objects."""
        return tuple(Number(number, number, bare=True) for number in self.emergency)

    def first_numbers(self, call: Call) -> tuple[Number, ...]:
        """Return the numbers to show first for this call; empty if no call is needed.

        Emergency numbers stand in for other missing ones, but not for treatment: that is no
        emergency, and the page names other people to call.
        """
        for kind in LINES_FOR_CALL.get(call, ()):
            for line in self.lines(kind):
                if line.numbers:
                    return line.numbers
        return self.emergency_numbers if call not in ("", "treatment") else ()

    def ordered_lines(self, call: Call) -> tuple[HelpLine, ...]:
        """Return all help lines, those for this call first; treatment lines if there is no call."""
        first_kinds = LINES_FOR_CALL.get(call, () if call else ("treatment",))
        return tuple(sorted(self.line, key=lambda line: line.kind not in first_kinds))

    def lines(self, kind: str) -> tuple[HelpLine, ...]:
        """Return the help lines of one kind."""
        return tuple(line for line in self.line if line.kind == kind)
