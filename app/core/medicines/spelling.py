"""Spelling of names: normalization, words that do not matter, and edit distance."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

PREFIX_LENGTH = 6
"""Letters at the start of a key from which deletions are made; distances use the whole key."""

MAX_DELETIONS = 2
"""Largest edit distance that deletions can find; beyond it, every key is compared."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
TIMES = "days?|d|doses?|tab(?:let)?s?|caps(?:ule)?s?|weeks?|wk|sprays?|puffs?|h"
"""Periods and doses that can follow a strength and a slash, as in `10 mg/day`."""

NUMBER = r"\d+(?:[.,/x-]\d+)*"


def fold(text: str) -> str:
    """Return the text without case and accents."""
    if text.isascii():
        return text.casefold()  # nothing to decompose
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def normalize(text: str) -> str:
    """Return the folded letters and digits of a name: the key by which names are compared."""
    return "".join(filter(str.isalnum, fold(text)))


def tokenize(text: str) -> tuple[str, ...]:
    """Return the folded words of a text; `Claritin-D` has two."""
    return tuple(WORD.findall(fold(text)))


ALIKE = str.maketrans({"z": "s", "q": "k", "v": "b", "w": None, **dict.fromkeys("eiouy", "a")})
"""Letters that sound alike in English or Spanish, and vowels, which are heard worst."""

PAIRS = (
    ("ph", "f"),
    ("ch", "k"),
    ("h", ""),
    ("x", "ks"),
    *((f"c{e}", f"s{e}") for e in "eiy"),
    ("c", "k"),
)
"""Letters whose sound depends on the next one, and what they sound like, in this order."""


def sound_key(key: str) -> str:
    """Return what a normalized name sounds like: its consonants, with "a" for any vowels."""
    for letters, sound in PAIRS:
        key = key.replace(letters, sound)
    key = single_letters(key.translate(ALIKE)).removeprefix("k" if key.startswith("ks") else "")
    return key[:-1] if len(key) > 4 and key.endswith("a") else key


def single_letters(key: str) -> str:
    """Return a key with each run of one letter as a single letter."""
    return "".join(letter for letter, _ in groupby(key))


def edit_distance(key: str, other: str) -> int:
    """Return the edits between two keys: insert, delete or replace a letter, or swap neighbors."""
    return OSA.distance(key, other)


def is_near_any(key: str, others: Iterable[str]) -> bool:
    """True if one of the other keys is at most one edit away."""
    return any(process.extract_iter(key, others, scorer=OSA.distance, score_cutoff=1))


def similarity(key: str, other: str) -> float:
    """Return the Jaro-Winkler similarity of two keys, 0 to 1; their beginnings count most."""
    return JaroWinkler.similarity(key, other)


@dataclass(frozen=True)
class NameRules:
    """Word lists for reading typed names: `[reading]` in `medicine-kinds.toml`.

    `exact_only`: names that count only if typed whole. `fillers`: words around a name. `forms`:
    dosage forms. `notes`: words that begin a note ("for"). `reasons`: words of a note that can be
    ignored. `things`: words that may mean another medicine ("pill"). `units`: of strength.
    `nothing`: ways to say that there is no medicine. `real_names`: names that the table lacks, and
    that are never taken for a misspelling of another.
    """

    exact_only: tuple[str, ...]
    fillers: tuple[str, ...]
    forms: tuple[str, ...]
    notes: tuple[str, ...]
    reasons: tuple[str, ...]
    units: tuple[str, ...]
    nothing: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    real_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class StrippedName:
    """The words of a text that remain after others were removed, and what was removed.

    `forms`: removed dosage forms. `number`: a removed strength without a unit, as in `Tylenol 3`.
    `pair`: a removed double strength, as in `5-325`.
    """

    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    number: bool = False
    pair: bool = False

    @property
    def normalized(self) -> str:
        """The normalized remaining words."""
        return normalize("".join(self.words))


class NameStripper:
    """Removes from a text what does not tell one medicine from another."""

    def __init__(self, rules: NameRules) -> None:
        units = "|".join(re.escape(fold(unit)) for unit in rules.units)
        self._attached_strength = re.compile(rf"(?<=[a-z]{{4}})({NUMBER}\s*(?:{units}))\b")
        per = rf"/\s*(?:{NUMBER}\s*)?(?:{units}|{TIMES})?"
        self._strength = re.compile(
            rf"(?<![\w/-])#?{NUMBER}\s*(?P<unit>{units}|%)?x?(?:{per})?(?![\w/-])"
        )
        notes = "|".join(re.escape(fold(note)) for note in rules.notes)
        self._note = re.compile(rf"(?<=\S)(?:\s+[-–:]\s|\s*\(|\s+(?:{notes})\s).*", re.DOTALL)
        self._fillers = frozenset(map(fold, rules.fillers))
        self._forms = frozenset(map(fold, rules.forms))
        self._reasons = frozenset(map(fold, (*rules.reasons, *rules.notes)))
        self._things = frozenset(map(fold, rules.things))

    def tokens(self, text: str) -> list[tuple[int, str]]:
        """Return (start, word) for each word of a text, folded and without attached strengths."""
        words = ((match.start(), fold(match[0])) for match in WORD.finditer(text))
        return [(start, self._attached_strength.sub("", word)) for start, word in words]

    def without_fillers(self, words: Iterable[str]) -> Iterator[str]:
        """Yield the words that are not fillers."""
        return (word for word in words if word not in self._fillers)

    def is_form(self, words: Iterable[str]) -> bool:
        """True if all words are dosage forms or fillers."""
        return (self._forms | self._fillers).issuperset(words)

    def stages(self, text: str) -> Sequence[StrippedName]:
        """Return what remains of a text as more and more is removed.

        The stages: the text as typed; without its note and strengths; without fillers; without
        each dosage form at the end; without any dosage form.
        """
        return tuple(self._stages(text))

    def _without_note(self, folded: str) -> str:
        """Return the text without a note on why or when the medicine is taken.

        A note with an unlisted word, or with a thing ("pain pills"), stays: it may name a medicine.
        """
        note = self._note.search(folded)
        note_words = tokenize(self._strength.sub(" ", note[0])) if note else ()
        ignorable = self._reasons | self._fillers | self._forms
        can_go = ignorable.issuperset(note_words) and self._things.isdisjoint(note_words)
        return folded[: note.start()] if note and can_go else folded

    def _stages(self, text: str) -> Iterator[StrippedName]:
        folded = self._without_note(self._attached_strength.sub(r" \1", fold(text)))
        yield StrippedName(tokenize(text))
        strengths = list(self._strength.finditer(folded))
        number = any(not strength["unit"] for strength in strengths)
        pair = any(re.search(r"\d[/-]\d", strength[0]) for strength in strengths)
        words = tokenize(self._strength.sub(" ", folded))
        yield StrippedName(words, (), number, pair)
        words = tuple(self.without_fillers(words))
        yield StrippedName(words, (), number, pair)
        kept = words
        while kept and kept[-1] in self._forms:
            kept = kept[:-1]
            yield StrippedName(kept, words[len(kept) :], number, pair)
        forms = tuple(word for word in words if word in self._forms)
        yield StrippedName(
            tuple(word for word in words if word not in self._forms), forms, number, pair
        )


class DeletionIndex:
    """Finds keys within a few edits: two such keys become equal by deleting letters from both.

    An edit inserts, deletes or replaces a letter, or swaps neighbors (optimal string alignment).
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = tuple(dict.fromkeys(keys))
        self._keys_by_deletion: dict[str, tuple[str, ...]] = {}  # a tuple is half of a list
        for key in self._keys:
            for deletion in _deletions(key):
                others = self._keys_by_deletion.get(deletion, ())
                self._keys_by_deletion[deletion] = (*others, key)

    def search(self, wanted: str, max_distance: int) -> Mapping[str, int]:
        """Return the keys within `max_distance` edits of `wanted`, with their distance."""
        near: Collection[str] = self._keys
        if max_distance <= MAX_DELETIONS:
            buckets = (self._keys_by_deletion.get(one, ()) for one in _deletions(wanted))
            near = frozenset[str]().union(*buckets)
        matches = process.extract(
            wanted, near, scorer=OSA.distance, score_cutoff=max_distance, limit=None
        )
        return {key: int(distance) for key, distance, _ in matches}


def _deletions(key: str) -> set[str]:
    """Return the prefix of a key with up to `MAX_DELETIONS` letters deleted, in every way."""
    prefix = key[:PREFIX_LENGTH]
    return {
        "".join(kept)
        for count in range(MAX_DELETIONS + 1)
        for kept in combinations(prefix, max(len(prefix) - count, 0))
    }
