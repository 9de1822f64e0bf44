"""Regions: which phone numbers a person sees. They never affect the assessment."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

LineKind = Literal["crisis", "poison", "treatment", "advice", "listening"]
Call = Literal["", "emergency", "crisis", "poison", "treatment"]
"""Whose number comes first on a result; empty if no rule asks for a call."""

Contact = Literal[
    "emergency",
    "crisis",
    "poison",
    "treatment",
    "care",
    "clinic",
    "prescriber",
    "midwife",
    "team",
    "doctor",
    "pharmacist",
]
"""Whom to talk to: a line of the region, or somebody whom the person can reach themselves."""

LINES_FOR_CALL: Mapping[str, tuple[LineKind, ...]] = {
    "crisis": ("crisis",),
    "poison": ("poison", "advice"),
    "treatment": ("treatment", "advice"),
}
"""Kinds of help line for a call, best first; a region without them shows emergency numbers."""

GRAVEST_LINES: tuple[Contact, ...] = ("crisis", "poison")
"""Lines that no other one may push off the first screen of a result."""

EMERGENCY_NUMBER = "{emergency}"
"""Stands in texts for the emergency number of the region: "Call {emergency} now"."""


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
    """A phone or text service. `answers`: who answers. `how`: where its numbers were seen."""

    kind: LineKind
    name: str
    numbers: tuple[Number, ...]
    checked_on: str
    how: str
    answers: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    price: str = ""
    note: str = ""
    url: str = ""

    @property
    def purpose(self) -> str:
        """What to call it for: the first sentence of its note, with its period; may be empty."""
        first, stop, _ = self.note.partition(". ")
        return first + stop.strip()


@dataclass(frozen=True)
class Place:
    """A place where treatment can start, money or not. `evidence`: the claims that it rests on."""

    name: str
    text: str
    evidence: tuple[str, ...]
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
    place: tuple[Place, ...] = ()
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
        if numbers := tuple(one for line in self.lines_for(call) for one in line.numbers):
            return numbers
        return self.emergency_numbers if call not in ("", "treatment") else ()

    def lines_for(self, contact: str) -> tuple[HelpLine, ...]:
        """Return the help lines of a contact, or those that stand in for it; a person has none."""
        for kind in LINES_FOR_CALL.get(contact, ()):
            if lines := self.lines(kind):
                return lines
        return ()

    def ordered_lines(self, contacts: Iterable[str]) -> tuple[HelpLine, ...]:
        """Return all help lines, each once, those of the contacts first."""
        return tuple(dict.fromkeys((*self.lines_to_call(contacts), *self.line)))

    def lines_to_call(self, contacts: Iterable[str]) -> tuple[HelpLine, ...]:
        """Return the help lines of the contacts, best first, each once."""
        return tuple(dict.fromkeys(line for one in contacts for line in self.lines_for(one)))

    def first_lines(self, contacts: Collection[str], most: int) -> tuple[HelpLine, ...]:
        """Return the lines to show first: the `most` best, and the gravest if contacts name them.

        So one more answer, with contacts of its own, never takes the crisis or poison line away.
        """
        gravest = {line for one in GRAVEST_LINES if one in contacts for line in self.lines_for(one)}
        ordered = enumerate(self.lines_to_call(contacts))
        return tuple(line for place, line in ordered if place < most or line in gravest)

    def lines(self, kind: str) -> tuple[HelpLine, ...]:
        """Return the help lines of one kind."""
        return tuple(line for line in self.line if line.kind == kind)
