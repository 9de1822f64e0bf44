"""Names as people write them: what counts as the same, what is left out, how far apart two are."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

PREFIX_LENGTH = 7
"""Letters of a key that are dropped from in the index; names within `DROPPED` edits still meet."""

MAX_DELETIONS = 2
"""Edits up to which neighbours are found by dropping letters; for more, each key is tried."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
TIMES = "days?|d|doses?|tab(?:let)?s?|caps(?:ule)?s?|weeks?|wk|sprays?|puffs?|h"
"""For how long, or for what, a strength is given, behind a slash."""

NUMBER = r"\d+(?:[.,/x-]\d+)*"


def fold(text: str) -> str:
    """A text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def normalize(text: str) -> str:
    """What two ways of writing one name have in common: letters and digits, folded."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def tokenize(text: str) -> tuple[str, ...]:
    """The words of a text, folded: `Claritin-D` has two."""
    return tuple(WORD.findall(fold(text)))


def edit_distance(one: str, other: str) -> int:
    """How many slips lie between two keys: a letter more, less, changed, or two swapped."""
    return OSA.distance(one, other)


def similarity(one: str, other: str) -> float:
    """How alike two keys look, from 0 to 1; how they begin counts most (Jaro and Winkler)."""
    return JaroWinkler.similarity(one, other)


@dataclass(frozen=True)
class NameRules:
    """Words that do not tell one medicine from another, and units of strength."""

    exact_only: tuple[str, ...]
    fillers: tuple[str, ...]
    forms: tuple[str, ...]
    notes: tuple[str, ...]
    reasons: tuple[str, ...]
    units: tuple[str, ...]
    nothing: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


@dataclass(frozen=True)
class StrippedName:
    """A text after something was left out: what remains, and what was left out.

    `number`: a strength without its unit, as in `Tylenol 3`; `pair`: two of them, as in `5-325`.
    """

    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    number: bool = False
    pair: bool = False

    @property
    def key(self) -> str:
        """The key of what remains."""
        return normalize("".join(self.words))


class NameStripper:
    """Leaves out of a text what does not tell one medicine from another."""

    def __init__(self, reading: NameRules) -> None:
        units = "|".join(re.escape(fold(unit)) for unit in reading.units)
        self._glued = re.compile(rf"(?<=[a-z]{{4}})({NUMBER}\s*(?:{units}))\b")
        per = rf"/\s*(?:{NUMBER}\s*)?(?:{units}|{TIMES})?"
        self._strength = re.compile(
            rf"(?<![\w/-])#?{NUMBER}\s*(?P<unit>{units}|%)?x?(?:{per})?(?![\w/-])"
        )
        notes = "|".join(re.escape(fold(note)) for note in reading.notes)
        self._note = re.compile(rf"(?<=\S)(?:\s+[-–:]\s|\s*\(|\s+(?:{notes})\s).*", re.DOTALL)
        self._fillers = frozenset(map(fold, reading.fillers))
        self._forms = frozenset(map(fold, reading.forms))
        self._reasons = frozenset(map(fold, (*reading.reasons, *reading.notes)))
        self._things = frozenset(map(fold, reading.things))

    def tokens(self, text: str) -> list[tuple[int, str]]:
        """The words of a text, folded, with the places where they begin."""
        found = ((match.start(), fold(match[0])) for match in WORD.finditer(text))
        return [(place, self._glued.sub("", word)) for place, word in found]

    def without_fillers(self, said: Iterable[str]) -> Iterator[str]:
        """Words that are no fillers."""
        return (word for word in said if word not in self._fillers)

    def is_form(self, said: Iterable[str]) -> bool:
        """Whether words only say in what form, or around what, something is taken."""
        return (self._forms | self._fillers).issuperset(said)

    def stages(self, text: str) -> Sequence[StrippedName]:
        """The text as it is, without notes and strengths, then fillers, and then forms too."""
        return tuple(self._stages(text))

    def _without_note(self, folded: str) -> str:
        """A text without why or when something is taken; what else stands there may be a name.

        So may "pain pills": a note that speaks of a thing is no reason alone.
        """
        note = self._note.search(folded)
        said = tokenize(self._strength.sub(" ", note[0])) if note else ()
        plain = self._reasons | self._fillers | self._forms
        reason = plain.issuperset(said) and self._things.isdisjoint(said)
        return folded[: note.start()] if note and reason else folded

    def _stages(self, text: str) -> Iterator[StrippedName]:
        folded = self._without_note(self._glued.sub(r" \1", fold(text)))
        yield StrippedName(tokenize(text))
        strengths = list(self._strength.finditer(folded))
        number = any(not found["unit"] for found in strengths)
        pair = any(re.search(r"\d[/-]\d", found[0]) for found in strengths)
        named = tokenize(self._strength.sub(" ", folded))
        yield StrippedName(named, (), number, pair)
        named = tuple(self.without_fillers(named))
        yield StrippedName(named, (), number, pair)
        last = named
        while last and last[-1] in self._forms:
            last = last[:-1]
            yield StrippedName(last, named[len(last) :], number, pair)
        forms = tuple(word for word in named if word in self._forms)
        yield StrippedName(
            tuple(word for word in named if word not in self._forms), forms, number, pair
        )


class DeletionIndex:
    """Keys that are few edits apart: dropping letters from each leads to a common rest.

    An edit is a letter more, less or changed, or two neighbours swapped (optimal string alignment).
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = tuple(dict.fromkeys(keys))
        self._rests: dict[str, list[str]] = {}
        for one in self._keys:
            for rest in _rests(one):
                self._rests.setdefault(rest, []).append(one)

    def search(self, wanted: str, most: int) -> Mapping[str, int]:
        """The keys at most so many edits away, with their distance."""
        if most > MAX_DELETIONS:
            found = process.extract(
                wanted, self._keys, scorer=OSA.distance, score_cutoff=most, limit=None
            )
            return {one: int(distance) for one, distance, _ in found}
        near = {one for rest in _rests(wanted) for one in self._rests.get(rest, ())}
        distances = {one: OSA.distance(wanted, one, score_cutoff=most) for one in near}
        return {one: distance for one, distance in distances.items() if distance <= most}


def _rests(wanted: str) -> set[str]:
    head = wanted[:PREFIX_LENGTH]
    return {
        "".join(kept)
        for dropped in range(MAX_DELETIONS + 1)
        for kept in combinations(head, max(len(head) - dropped, 0))
    }
