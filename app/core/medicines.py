"""Typed names to known medicines: matched, ambiguous or unknown; never a guess across kinds.

A wrong match would be a false all-clear. So a slip counts as a name only where every other name
about as near leads to the very same options; else the person is asked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.core.spelling import WORD, Bare, Neighbours, Reading, Stripper, edits, fold, key, words

SHORTEST = 5
"""Letters of the shortest name that a misspelling may lead to; shorter ones count only exactly."""

LONG = 8
"""Letters from which a misspelling may have two edits."""

LONGEST = 80
"""Letters of a piece beyond which no name is looked for: the longest name has fewer."""

BETWEEN = " -–/|.(+	"  # stands between two names and belongs to neither

MOST, LONGEST_RUN = 400, 6
"""Letters of a piece in which several names are looked for, and words of one name there."""

LINES = re.compile(r"[\n\r;]+")
CUTS = (
    re.compile(r"(?<!\d),|,(?!\d)"),
    re.compile(r"\s(?:and|y|e)\s|[&+]", re.IGNORECASE),
)
"""Where a piece may be cut, in this order, each time after it was tried whole."""

Status = Literal["matched", "ambiguous", "unknown"]


@dataclass(frozen=True)
class Medicine:
    """A medicine that is known by name, and the options of the question that it leads to."""

    id: str
    group: str
    words: str
    options: frozenset[str]
    terms: tuple[str, ...]

    @property
    def label(self) -> str:
        """Its name, as a page lists it."""
        return self.id

    @property
    def said(self) -> str:
        """How a result repeats it to the person who named it."""
        return f"You take {self.id}"


@dataclass(frozen=True)
class Term:
    """One way of writing a medicine's name."""

    text: str
    medicine: Medicine


@dataclass(frozen=True)
class Found:
    """What a typed piece was understood as. `terms`: the one that it is, or all that it may be."""

    input: str
    status: Status
    terms: tuple[Term, ...] = ()

    @property
    def term(self) -> Term | None:
        """The name that was understood; None where it has to be asked for, or is not known."""
        return self.terms[0] if self.status == "matched" else None

    @property
    def candidates(self) -> tuple[Term, ...]:
        """What to ask about, each medicine once, best first."""
        asked = self.terms if self.status == "ambiguous" else ()
        return tuple({term.medicine.id: term for term in reversed(asked)}.values())[::-1]


class Index:
    """All names, made ready once for being looked up."""

    def __init__(
        self,
        medicines: Iterable[Medicine],
        ambiguous: Mapping[str, tuple[Medicine, ...]],
        reading: Reading,
    ) -> None:
        self._terms: dict[str, Term] = {}
        for medicine in medicines:
            for text in medicine.terms:
                self._terms.setdefault(key(text), Term(text, medicine))
        self._asked = {
            key(text): tuple(Term(medicine.id, medicine) for medicine in meant)
            for text, meant in ambiguous.items()
        }
        exact_only = set(map(key, reading.exact_only))
        self._exact_only = exact_only | {one for one in self._terms if len(one) < SHORTEST}
        self._neighbours = Neighbours(self._terms)
        self._stripper = Stripper(reading)
        self._fillers = frozenset(map(fold, reading.fillers))
        self._nothing = frozenset(map(key, reading.nothing))
        self._longer = self._longer_names()

    def find(self, text: str) -> tuple[Found, ...]:
        """What each of the names in a text is understood as, in their order; "none" is no name."""
        lines = (line.strip() for line in LINES.split(text))
        pieces = (piece for line in lines for piece in self._cut(line, CUTS))
        return tuple(self.look_up(piece) for piece in pieces if key(piece) not in self._nothing)

    def look_up(self, piece: str) -> Found:
        """What one piece is understood as; strengths, forms and small slips do not matter."""
        whole = key(piece)
        if len(whole) > LONGEST:
            return Found(piece, "unknown")
        if exact := self._exactly(piece, whole):
            return exact
        terms = tuple(dict.fromkeys(self._may_be(piece, whole)))
        if terms:
            # Two slips are asked about: that may as well be a medicine that is not in the table.
            sure = len({term.medicine.options for term in terms}) == 1 and self._is_plain(
                piece, terms[0]
            )
            return Found(piece, "matched" if sure else "ambiguous", terms)
        begun = tuple(self._beginning(words(piece)))
        return Found(piece, "ambiguous" if begun else "unknown", begun)

    def _exactly(self, piece: str, whole: str) -> Found | None:
        if whole in self._terms:
            return Found(piece, "matched", (self._terms[whole],))
        for bare in (whole, *(stage.key for stage in self._stripper.stages(piece))):
            if bare in self._asked:
                return Found(piece, "ambiguous", self._asked[bare])
        return None

    def _is_plain(self, piece: str, nearest: Term) -> bool:
        """Whether a name is there as it is, or with one slip in a word that is not short."""
        bare = [key(piece), *(stage.key for stage in self._stripper.stages(piece))]
        slips = min(edits(one, key(nearest.text)) for one in bare)
        return any(one in self._terms for one in bare) or (slips <= 1 and len(bare[-1]) > SHORTEST)

    def _may_be(self, piece: str, whole: str) -> Iterator[Term]:
        """Every name that a piece may stand for, best first."""
        bare = Bare(())
        for bare in self._stripper.stages(piece):
            if bare.key != whole and bare.key in self._terms:
                yield self._terms[bare.key]
                yield from self._told_apart(bare)
                yield from self._about(whole)  # what was left out may be a slip in a part of a name
                return
        yield from self._near(whole)
        if bare.key != whole:
            yield from self._near(bare.key)

    def _told_apart(self, bare: Bare) -> tuple[Term, ...]:
        """The longer names for which what was left out may have been meant: `Tylenol 3`."""
        longer = self._longer.get(bare.key, ())
        more = {word for term in longer for word in words(term.text)} - set(bare.words)
        numbered = bare.number and any(char.isdigit() for word in more for char in word)
        formed = {word.rstrip("s") for word in bare.forms} & {word.rstrip("s") for word in more}
        return longer if bare.pair or numbered or formed else ()

    def _beginning(self, said: tuple[str, ...]) -> Iterator[Term]:
        """The longest beginning that is a name, and the names that go on from it; to be asked."""
        for end in range(len(said) - 1, 0, -1):
            begun = "".join(said[:end])
            if begun in self._terms and begun not in self._exact_only:
                yield self._terms[begun]
                yield from self._longer.get(begun, ())
                return

    def _near(self, wanted: str) -> Iterator[Term]:
        """The nearest name, if a slip may lead to one, and all that are nearly as near."""
        if len(wanted) < SHORTEST - 1:
            return
        near = self._neighbours.within(wanted, 2)
        least = min((d for one, d in near.items() if one not in self._exact_only), default=3)
        if least > (2 if len(wanted) >= LONG else 1):
            return
        pool = near if least == 1 else self._neighbours.within(wanted, least + 1)
        best = sorted(pool, key=lambda one: (pool[one], one in self._exact_only, one))
        yield from (self._terms[one] for one in best)

    def _about(self, wanted: str) -> Iterator[Term]:
        """All names one slip away."""
        yield from (self._terms[one] for one in self._neighbours.within(wanted, 1))

    def _cut(self, piece: str, cuts: tuple[re.Pattern[str], ...]) -> Iterator[str]:
        if key(piece) and self._is_whole(piece):
            yield piece
        elif key(piece) and not cuts:
            yield from self._apart(piece)
        elif key(piece):
            for part in cuts[0].split(piece):
                yield from self._cut(part.strip(), cuts[1:])

    def _is_whole(self, piece: str) -> bool:
        """Whether a piece is a name as it stands, though it may hold a comma or an "and"."""
        whole = key(piece)
        if len(whole) > LONGEST:
            return False
        return bool(self._exactly(piece, whole)) or any(self._near(whole))

    def _apart(self, piece: str) -> Iterator[str]:
        """A piece that holds several medicines by name, cut where each begins; nothing is lost."""
        starts = list(self._names_within(piece))
        medicines = {self._terms[name].medicine.id for _, name in starts}
        if len(medicines) < 2 or all(name in self._exact_only for _, name in starts):
            yield piece
            return
        cuts = [0, *(at for at, _ in starts[1:]), len(piece)]
        yield from (piece[begin:end].strip(BETWEEN) for begin, end in pairwise(cuts))

    def _names_within(self, piece: str) -> Iterator[tuple[int, str]]:
        """Where in a piece names begin, longest first, and which."""
        found = [(match.start(), fold(match[0])) for match in WORD.finditer(piece[:MOST])]
        said = [(at, word) for at, word in found if word not in self._fillers]
        at = 0
        while at < len(said):
            runs = range(min(LONGEST_RUN, len(said) - at), 0, -1)
            joined = {n: key("".join(word for _, word in said[at : at + n])) for n in runs}
            length = next((n for n in runs if joined[n] in self._terms), 0)
            name = joined[length] if length else self._slip(said[at][1])
            if name:
                yield said[at][0], name
            at += length or 1

    def _slip(self, word: str) -> str:
        """The name that a word is one slip away from; empty where there is none."""
        near = self._neighbours.within(word, 1) if len(word) > SHORTEST else ()
        return next((name for name in near if name not in self._exact_only), "")

    def _longer_names(self) -> Mapping[str, tuple[Term, ...]]:
        """For each name, the names of other consequence that begin with its words and go on."""
        longer: dict[str, list[Term]] = {}
        for term in self._terms.values():
            said = words(term.text)
            for end in range(1, len(said)):
                begun = self._terms.get("".join(said[:end]))
                if begun and begun.medicine.options != term.medicine.options:
                    longer.setdefault("".join(said[:end]), []).append(term)
        return {begun: tuple(terms) for begun, terms in longer.items()}
