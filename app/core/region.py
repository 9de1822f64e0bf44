"""Where a person is: which numbers are shown. It never touches the judgement."""

from dataclasses import dataclass
from typing import Literal

LineKind = Literal["crisis", "poison", "treatment", "advice", "listening"]


@dataclass(frozen=True)
class Number:
    """A number to call or text: how a person says it, and its digits for the link."""

    say: str
    tel: str
    text_only: bool = False

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

    def lines(self, kind: str) -> tuple[HelpLine, ...]:
        """The help lines of one kind."""
        return tuple(line for line in self.line if line.kind == kind)
