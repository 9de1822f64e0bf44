"""Where a person is: which numbers are shown. It never touches the judgement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

LineKind = Literal["crisis", "poison", "treatment", "advice", "listening"]
Call = Literal["", "emergency", "crisis", "poison"]
"""Whose number comes first on a result; empty where no sign of danger names one."""

LINES_FOR_CALL: Mapping[Call, tuple[LineKind, ...]] = {
    "crisis": ("crisis",),
    "poison": ("poison", "advice"),
}
"""Who is called for what, best first; a region without any of them has its emergency number."""


@dataclass(frozen=True)
class Number:
    """A number to call or text: how a person says it, and its digits for the link.

    `bare`: `say` is the number alone, and a page says what to do with it.
    """

    say: str
    tel: str
    text_only: bool = False
    bare: bool = False

    @property
    def link(self) -> str:
        """The address that dials it, or begins a text where nobody answers calls."""
        return f"{'sms' if self.text_only else 'tel'}:{self.tel}"


@dataclass(frozen=True)
class HelpLine:
    """People who answer. `kind`: crisis, poison, treatment, advice or listening."""

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
    """Where a person is: decides the numbers shown, never the judgement."""

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
        """The emergency numbers, ready to call."""
        return tuple(Number(number, number, bare=True) for number in self.emergency)

    def first_numbers(self, call: Call) -> tuple[Number, ...]:
        """The numbers that stand first for this call; none where no call is needed."""
        for kind in LINES_FOR_CALL.get(call, ()):
            for line in self.lines(kind):
                if line.numbers:
                    return line.numbers
        return self.emergency_numbers if call else ()

    def ordered_lines(self, call: Call) -> tuple[HelpLine, ...]:
        """All help lines, those for this call first; with no call, those for treatment."""
        wanted = LINES_FOR_CALL.get(call, () if call else ("treatment",))
        return tuple(sorted(self.line, key=lambda line: line.kind not in wanted))

    def lines(self, kind: str) -> tuple[HelpLine, ...]:
        """The help lines of one kind."""
        return tuple(line for line in self.line if line.kind == kind)
