"""What a typed name may turn out to be: a medicine, one of its names, and what was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

MatchStatus = Literal["matched", "ambiguous", "unknown"]


@dataclass(frozen=True)
class Medicine:
    """A medicine that is known by name, and the options of the question that it leads to.

    `name` is what a page calls it, where that is not its id, and `called` that name in other
    languages, by their tags. `brand` may stand on its bottle. `unbranded`: its brands are
    understood, and never shown.
    """

    id: str
    group: str
    words: str
    options: frozenset[str]
    terms: tuple[str, ...]
    brand: str = ""
    unbranded: bool = False
    called: Mapping[str, str] = field(default_factory=dict, hash=False)
    name: str = ""

    @property
    def label(self) -> str:
        """Its name, as a page lists it."""
        return self.name or self.id

    @property
    def clinician_text(self) -> str:
        """How a summary for a clinician repeats it: the name alone."""
        return self.label


@dataclass(frozen=True)
class MedicineName:
    """One way of writing a medicine's name."""

    text: str
    medicine: Medicine

    @property
    def label(self) -> str:
        """The name, as a page shows it."""
        own = self.medicine.unbranded or self.text == self.medicine.id
        return self.medicine.label if own else self.text


@dataclass(frozen=True)
class LookupResult:
    """What a typed piece was understood as. `terms`: the one that it is, or all that it may be.

    `partly`: only its beginning is a name; what the rest is, the person has to say.
    """

    input: str
    status: MatchStatus
    names: tuple[MedicineName, ...] = ()
    prefix_only: bool = False

    @property
    def match(self) -> MedicineName | None:
        """The name that was understood; None where it has to be asked for, or is not known."""
        return self.names[0] if self.status == "matched" else None

    @property
    def candidates(self) -> tuple[MedicineName, ...]:
        """What to ask about, each medicine once, best first."""
        asked = self.names if self.status == "ambiguous" else ()
        return tuple({term.medicine.id: term for term in reversed(asked)}.values())[::-1]
