"""Typed names to known medicines: matched, ambiguous or unknown; never a guess across kinds.

A wrong match would be a false all-clear. So a slip counts as a name only where every other name
about as near leads to the very same options; else the person is asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from re import Pattern

from app.core.medicines.model import LookupResult, Medicine, MedicineName
from app.core.medicines.spelling import (
    DeletionIndex,
    NameRules,
    NameStripper,
    StrippedName,
    edit_distance,
    normalize,
    similarity,
    tokenize,
)

MIN_FUZZY_LENGTH = 5
"""Letters of the shortest name that a misspelling may lead to; shorter ones count only exactly."""

TWO_EDIT_LENGTH = 8
"""Letters from which a misspelling may have two edits."""

MAX_SUFFIX_LENGTH = 2
"""Letters of a last word that may make another medicine of a name: `Claritin-D`."""

MAX_NAME_LENGTH = 80
"""Letters of a piece beyond which no name is looked for: the longest name has fewer."""

MAX_NAME_WORDS = 6
"""Words of a longer piece that are tried together as one name."""


class MedicineIndex:
    """All names, made ready once for being looked up."""

    def __init__(
        self,
        medicines: Iterable[Medicine],
        ambiguous: Mapping[str, tuple[Medicine, ...]],
        reading: NameRules,
    ) -> None:
        self._terms: dict[str, MedicineName] = {}
        for medicine in medicines:
            for text in medicine.terms:
                self._terms.setdefault(normalize(text), MedicineName(text, medicine))
        self._asked = {
            normalize(text): tuple(MedicineName(medicine.id, medicine) for medicine in meant)
            for text, meant in ambiguous.items()
        }
        self._slang = set(map(normalize, reading.exact_only))
        short = {one for one in (*self._terms, *self._asked) if len(one) < MIN_FUZZY_LENGTH}
        self._exact_only = self._slang | short
        self._neighbours = DeletionIndex((*self._terms, *self._asked))
        self._stripper = NameStripper(reading)
        self.nothing = frozenset(map(normalize, reading.nothing))
        asked = (
            MedicineName(text, medicine) for text, meant in ambiguous.items() for medicine in meant
        )
        self._longer = self._longer_names((*self._terms.values(), *asked))

    def look_up(self, piece: str) -> LookupResult:
        """What one piece is understood as; strengths, forms and small slips do not matter."""
        if len(normalize(piece)) > MAX_NAME_LENGTH:
            return LookupResult(piece, "unknown")
        stages = self._stripper.stages(piece)
        if exact := self._exactly(piece, stages):
            return exact
        if terms := tuple(dict.fromkeys(self._may_be(stages))):
            alike = len({term.medicine.options for term in terms}) == 1
            sure = alike and self._is_plain(stages, terms[0])
            return LookupResult(piece, "matched" if sure else "ambiguous", terms)
        begun = tuple(self._beginning(tokenize(piece)))
        return LookupResult(
            piece, "ambiguous" if begun else "unknown", begun, prefix_only=bool(begun)
        )

    def is_name(self, piece: str, cut: Pattern[str]) -> bool:
        """Whether a piece is a name as it stands, or nearly one that is cut in the same way."""
        if len(normalize(piece)) > MAX_NAME_LENGTH:
            return False
        stages = self._stripper.stages(piece)
        if self._exactly(piece, stages):
            return True
        about = (self._terms[bare.key] for bare in stages if bare.key in self._terms)
        cuts = len(cut.findall(piece))
        near = (*about, *self._near(normalize(piece)))
        return any(0 < len(cut.findall(term.text)) == cuts for term in near)

    def find_names(self, piece: str) -> Iterator[tuple[int, MedicineName]]:
        """Where in a longer piece names begin, each the longest that stands there.

        Slang, and what means two things, count only beside a name that is none; a word counts with
        one slip too.
        """
        said = self._stripper.tokens(piece)
        found = list(self._runs(said))
        if any(normalize(term.text) not in self._slang | self._asked.keys() for _, term in found):
            yield from found

    def _runs(self, said: Sequence[tuple[int, str]]) -> Iterator[tuple[int, MedicineName]]:
        at = 0
        while at < len(said):
            place, word = said[at]
            for length in range(min(MAX_NAME_WORDS, len(said) - at), 0, -1):
                if term := self._named([word for _, word in said[at : at + length]]):
                    yield place, term
                    break
            else:
                length = 1
                yield from ((place, term) for term in self._slips(word)[:1])
            at += length

    def _named(self, run: Sequence[str]) -> MedicineName | None:
        """The name that a run of words is, with the fillers between them or without."""
        bare = list(self._stripper.without_fillers(run))
        fitting = bare[:1] == run[:1] and bare[-1:] == run[-1:]
        whole = normalize("".join(run))
        if whole in self._terms:
            return self._terms[whole]
        if whole in self._asked and not self._stripper.is_form(run):
            return MedicineName(" ".join(run), self._asked[whole][0].medicine)
        return self._terms.get(normalize("".join(bare))) if fitting else None

    def _slips(self, word: str) -> list[MedicineName]:
        """The names that a word of a longer piece is one slip away from."""
        near = self._neighbours.search(word, 1) if len(word) > MIN_FUZZY_LENGTH else {}
        known = (name for name in near if name in self._terms)
        return [self._terms[name] for name in known if name not in self._exact_only]

    def _exactly(self, piece: str, stages: Sequence[StrippedName]) -> LookupResult | None:
        if term := self._terms.get(stages[0].key):
            return LookupResult(piece, "matched", (term,))
        asked = (self._asked[bare.key] for bare in stages if bare.key in self._asked)
        return next((LookupResult(piece, "ambiguous", terms) for terms in asked), None)

    def _is_plain(self, stages: Sequence[StrippedName], nearest: MedicineName) -> bool:
        """Whether a name is there as it is, or with one slip in a word that is not short.

        Two slips are asked about: they may as well be a medicine that is not in the table.
        """
        slips = min(edit_distance(bare.key, normalize(nearest.text)) for bare in stages)
        if any(bare.key in self._slang for bare in stages[1:]):
            return False  # an ordinary word, once what stood around it is left out
        known = any(bare.key in self._terms for bare in stages)
        ended = any(
            len(word) <= MAX_SUFFIX_LENGTH and word.isalpha() for word in stages[-1].words[1:]
        )
        return known or (slips <= 1 and len(stages[-1].key) > MIN_FUZZY_LENGTH and not ended)

    def _may_be(self, stages: Sequence[StrippedName]) -> Iterator[MedicineName]:
        """Every name that a piece may stand for, best first."""
        whole = stages[0].key
        for bare in stages[1:]:
            if bare.key in self._terms:
                yield self._terms[bare.key]
                yield from filter(None, (self._terms.get(stages[-1].key),))  # without any form
                yield from self._told_apart(bare)
                yield from self._about(whole)  # what was left out may be a slip in a part of a name
                return
        yield from self._near(whole)
        if stages[-1].key != whole:
            yield from self._near(stages[-1].key)

    def _told_apart(self, bare: StrippedName) -> tuple[MedicineName, ...]:
        """The longer names for which what was left out may have been meant: `Tylenol 3`."""
        longer = self._longer.get(bare.key, ())
        more = {word for term in longer for word in tokenize(term.text)} - set(bare.words)
        numbered = bare.number and any(char.isdigit() for word in more for char in word)
        formed = {word.rstrip("s") for word in bare.forms} & {word.rstrip("s") for word in more}
        return longer if bare.pair or numbered or formed else ()

    def _beginning(self, said: tuple[str, ...]) -> Iterator[MedicineName]:
        """The longest beginning that is a name, and the names that go on from it; to be asked."""
        for end in range(len(said) - 1, 0, -1):
            begun = normalize("".join(said[:end]))
            if begun in self._terms and begun not in self._exact_only:
                yield self._terms[begun]
                yield from self._longer.get(begun, ())
                return

    def _near(self, wanted: str) -> Iterator[MedicineName]:
        """The nearest name, if a slip may lead to one, and all that are nearly as near."""
        if len(wanted) < MIN_FUZZY_LENGTH - 1:
            return
        near = self._neighbours.search(wanted, 2)
        least = min((d for one, d in near.items() if one not in self._exact_only), default=3)
        if least > (2 if len(wanted) >= TWO_EDIT_LENGTH else 1):
            return
        pool = near if least == 1 else self._neighbours.search(wanted, least + 1)

        def nearest(one: str) -> tuple[int, bool, float, str]:
            return pool[one], one in self._exact_only, -similarity(wanted, one), one

        for one in sorted(pool, key=nearest):
            yield from (self._terms[one],) if one in self._terms else self._asked[one]

    def _about(self, wanted: str) -> Iterator[MedicineName]:
        """All names one slip away."""
        near = self._neighbours.search(wanted, 1)
        yield from (self._terms[one] for one in near if one in self._terms)

    def _longer_names(
        self, terms: Iterable[MedicineName]
    ) -> Mapping[str, tuple[MedicineName, ...]]:
        """For each name, the names of other consequence that begin with its words and go on."""
        longer: dict[str, list[MedicineName]] = {}
        for term in terms:
            said = tokenize(term.text)
            for end in range(1, len(said)):
                begun = normalize("".join(said[:end]))
                shorter = self._terms.get(begun)
                if shorter and shorter.medicine.options != term.medicine.options:
                    longer.setdefault(begun, []).append(term)
        return {begun: tuple(terms) for begun, terms in longer.items()}
