"""Medicines, their names, and the result of looking up a typed name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from app.core.rule import AnswerPair, Statement, all_answers

MatchStatus = Literal["matched", "ambiguous", "unknown"]


@dataclass(frozen=True)
class Medicine:
    """A medicine known by name. `substances` say which answers each part of it counts as.

    `terms` are all its names; `words` say what it is for. `name` is its display name if that is
    not the id, and `called` holds display names by language tag. `brand` is a brand name for
    display. `unbranded`: its brand names are recognized but never displayed.
    """

    id: str
    group: str
    words: str
    substances: tuple[Statement, ...]
    terms: tuple[str, ...]
    brand: str = ""
    unbranded: bool = False
    called: Mapping[str, str] = field(default_factory=dict, hash=False)
    name: str = ""

    @cached_property
    def counts_as(self) -> frozenset[AnswerPair]:
        """Every answer that the medicine counts as, in any question."""
        return all_answers(self.substances)

    @property
    def label(self) -> str:
        """The name to display."""
        return self.name or self.id

    @property
    def clinician_text(self) -> str:
        """The medicine as the summary for a clinician repeats it: its name only."""
        return self.label


@dataclass(frozen=True)
class MedicineName:
    """A name of a medicine: generic, brand, synonym or Spanish."""

    text: str
    medicine: Medicine

    @property
    def label(self) -> str:
        """The name to display; the medicine's label if its brands are not displayed."""
        use_label = self.medicine.unbranded or self.text == self.medicine.id
        return self.medicine.label if use_label else self.text


@dataclass(frozen=True)
class LookupResult:
    """What one typed name may mean. `names`: the match first, or all candidates, best first.

    `prefix_only`: only its beginning is a known name, so the person must say what the rest is.
    """

    input: str
    status: MatchStatus
    names: tuple[MedicineName, ...] = ()
    prefix_only: bool = False

    @property
    def match(self) -> MedicineName | None:
        """The matched name, or None if the text is ambiguous or unknown."""
        return self.names[0] if self.status == "matched" else None

    @property
    def candidates(self) -> tuple[MedicineName, ...]:
        """The names to ask about, one per medicine: its best one. Empty unless ambiguous."""
        names = self.names if self.status == "ambiguous" else ()
        return tuple({name.medicine.id: name for name in reversed(names)}.values())[::-1]
