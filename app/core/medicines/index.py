"""Lookup of typed names: matched, ambiguous or unknown; never a guess that changes the options.

A wrong match could hide a warning. So a misspelling matches only if every other name about as near
implies the same options; otherwise the person is asked (`docs/medicine-names.md`).
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
"""Shortest name that a misspelling can match; shorter names must be typed exactly."""

TWO_EDIT_LENGTH = 8
"""Shortest text that may be two edits from a name instead of one."""

MAX_SUFFIX_LENGTH = 2
"""Longest last word that can make a name another medicine: `Claritin-D`."""

MAX_NAME_LENGTH = 80
"""Longest normalized text that is looked up; every name is shorter."""

MAX_NAME_WORDS = 6
"""Most words of a longer text that are tried together as one name."""


class MedicineIndex:
    """All names of medicines, indexed for lookup. Build it once; lookups do not change it."""

    def __init__(
        self,
        medicines: Iterable[Medicine],
        ambiguous: Mapping[str, tuple[Medicine, ...]],
        rules: NameRules,
    ) -> None:
        self._names: dict[str, MedicineName] = {}
        for medicine in medicines:
            for text in medicine.terms:
                self._names.setdefault(normalize(text), MedicineName(text, medicine))
        self._ambiguous = {
            normalize(text): tuple(MedicineName(medicine.id, medicine) for medicine in meant)
            for text, meant in ambiguous.items()
        }
        self._slang = set(map(normalize, rules.exact_only))
        short = {key for key in (*self._names, *self._ambiguous) if len(key) < MIN_FUZZY_LENGTH}
        self._exact_only = self._slang | short
        self._deletion_index = DeletionIndex((*self._names, *self._ambiguous))
        self._stripper = NameStripper(rules)
        self.nothing = frozenset(map(normalize, rules.nothing))
        ambiguous_names = (
            MedicineName(text, medicine) for text, meant in ambiguous.items() for medicine in meant
        )
        self._longer_names = self._find_longer_names((*self._names.values(), *ambiguous_names))

    def look_up(self, piece: str) -> LookupResult:
        """Return what one typed name may mean, despite strengths, forms and small misspellings."""
        if len(normalize(piece)) > MAX_NAME_LENGTH:
            return LookupResult(piece, "unknown")
        stages = self._stripper.stages(piece)
        if exact := self._exact_result(piece, stages):
            return exact
        if names := tuple(dict.fromkeys(self._possible_names(stages))):
            same_options = len({name.medicine.counts_as for name in names}) == 1
            certain = same_options and self._is_certain(stages, names[0])
            return LookupResult(piece, "matched" if certain else "ambiguous", names)
        names = tuple(self._names_at_start(tokenize(piece)))
        return LookupResult(
            piece, "ambiguous" if names else "unknown", names, prefix_only=bool(names)
        )

    def is_name(self, piece: str, separator: Pattern[str]) -> bool:
        """True if the whole piece is a name, or near a name that has the separator as often."""
        if len(normalize(piece)) > MAX_NAME_LENGTH:
            return False
        stages = self._stripper.stages(piece)
        if self._exact_result(piece, stages):
            return True
        stripped = (
            self._names[stage.normalized] for stage in stages if stage.normalized in self._names
        )
        count = len(separator.findall(piece))
        near = (*stripped, *self._nearest_names(normalize(piece)))
        return any(0 < len(separator.findall(name.text)) == count for name in near)

    def find_names(self, piece: str) -> Iterator[tuple[int, MedicineName]]:
        """Yield (start, name) for the names in a longer text, the longest at each place.

        A word may be one edit from its name. Yields nothing if all names are slang or ambiguous.
        """
        names = list(self._scan(self._stripper.tokens(piece)))
        uncertain = self._slang | self._ambiguous.keys()
        if any(normalize(name.text) not in uncertain for _, name in names):
            yield from names

    def _scan(self, tokens: Sequence[tuple[int, str]]) -> Iterator[tuple[int, MedicineName]]:
        """Yield (start, name) from left to right, trying the most words first at each place."""
        i = 0
        while i < len(tokens):
            start, word = tokens[i]
            for length in range(min(MAX_NAME_WORDS, len(tokens) - i), 0, -1):
                if name := self._name_from_words([word for _, word in tokens[i : i + length]]):
                    yield start, name
                    break
            else:
                length = 1
                yield from ((start, name) for name in self._names_of_misspelling(word)[:1])
            i += length

    def _name_from_words(self, words: Sequence[str]) -> MedicineName | None:
        """Return the name that all these words form, with or without fillers between them."""
        kept = list(self._stripper.without_fillers(words))
        only_inner_fillers = kept[:1] == words[:1] and kept[-1:] == words[-1:]
        key = normalize("".join(words))
        if key in self._names:
            return self._names[key]
        if key in self._ambiguous and not self._stripper.is_form(words):
            return MedicineName(" ".join(words), self._ambiguous[key][0].medicine)
        return self._names.get(normalize("".join(kept))) if only_inner_fillers else None

    def _names_of_misspelling(self, word: str) -> list[MedicineName]:
        """Return the names one edit from a word; empty for short words."""
        near = self._deletion_index.search(word, 1) if len(word) > MIN_FUZZY_LENGTH else {}
        keys = (key for key in near if key in self._names)
        return [self._names[key] for key in keys if key not in self._exact_only]

    def _exact_result(self, piece: str, stages: Sequence[StrippedName]) -> LookupResult | None:
        """Return a match of the whole text, or the candidates if it is a listed ambiguous name."""
        if name := self._names.get(stages[0].normalized):
            return LookupResult(piece, "matched", (name,))
        listed = (
            self._ambiguous[stage.normalized]
            for stage in stages
            if stage.normalized in self._ambiguous
        )
        return next((LookupResult(piece, "ambiguous", names) for names in listed), None)

    def _is_certain(self, stages: Sequence[StrippedName], nearest: MedicineName) -> bool:
        """True if a stage is a name as typed, or is long enough and one edit from the nearest name.

        Two edits are not certain: the text may be a medicine that is not in the table.
        """
        edits = min(edit_distance(stage.normalized, normalize(nearest.text)) for stage in stages)
        if any(stage.normalized in self._slang for stage in stages[1:]):
            return False  # without the words around it, slang may be an ordinary word
        is_known = any(stage.normalized in self._names for stage in stages)
        has_suffix = any(
            len(word) <= MAX_SUFFIX_LENGTH and word.isalpha() for word in stages[-1].words[1:]
        )
        is_long = len(stages[-1].normalized) > MIN_FUZZY_LENGTH
        return is_known or (edits <= 1 and is_long and not has_suffix)

    def _possible_names(self, stages: Sequence[StrippedName]) -> Iterator[MedicineName]:
        """Yield every name that a text may mean, best first."""
        whole = stages[0].normalized
        for stage in stages[1:]:
            if stage.normalized in self._names:
                yield self._names[stage.normalized]
                yield from filter(
                    None, (self._names.get(stages[-1].normalized),)
                )  # without any form
                yield from self._longer_names_meant(stage)
                yield from self._names_one_edit_away(whole)  # a removed word may be misspelled
                return
        yield from self._nearest_names(whole)
        if stages[-1].normalized != whole:
            yield from self._nearest_names(stages[-1].normalized)

    def _longer_names_meant(self, stage: StrippedName) -> tuple[MedicineName, ...]:
        """Return longer names to which a removed number or form may belong: `Tylenol 3`."""
        longer = self._longer_names.get(stage.normalized, ())
        extra = {word for name in longer for word in tokenize(name.text)} - set(stage.words)
        number_fits = stage.number and any(char.isdigit() for word in extra for char in word)
        shared_forms = {word.rstrip("s") for word in stage.forms} & {
            word.rstrip("s") for word in extra
        }
        return longer if stage.pair or number_fits or shared_forms else ()

    def _names_at_start(self, words: tuple[str, ...]) -> Iterator[MedicineName]:
        """Yield the longest name at the start of a text, and the longer names that it begins."""
        for end in range(len(words) - 1, 0, -1):
            key = normalize("".join(words[:end]))
            if key in self._names and key not in self._exact_only:
                yield self._names[key]
                yield from self._longer_names.get(key, ())
                return

    def _nearest_names(self, wanted: str) -> Iterator[MedicineName]:
        """Yield the nearest name within the edits allowed, and all names up to one edit farther."""
        if len(wanted) < MIN_FUZZY_LENGTH - 1:
            return
        near = self._deletion_index.search(wanted, 2)
        least = min(
            (edits for key, edits in near.items() if key not in self._exact_only), default=3
        )
        if least > (2 if len(wanted) >= TWO_EDIT_LENGTH else 1):
            return
        pool = near if least == 1 else self._deletion_index.search(wanted, least + 1)

        def rank(key: str) -> tuple[int, bool, float, str]:
            return pool[key], key in self._exact_only, -similarity(wanted, key), key

        for key in sorted(pool, key=rank):
            yield from (self._names[key],) if key in self._names else self._ambiguous[key]

    def _names_one_edit_away(self, wanted: str) -> Iterator[MedicineName]:
        """Yield all names within one edit."""
        near = self._deletion_index.search(wanted, 1)
        yield from (self._names[key] for key in near if key in self._names)

    def _find_longer_names(
        self, names: Iterable[MedicineName]
    ) -> Mapping[str, tuple[MedicineName, ...]]:
        """Return, by key, the names that begin with another name and imply other options."""
        longer: dict[str, list[MedicineName]] = {}
        for name in names:
            words = tokenize(name.text)
            for end in range(1, len(words)):
                key = normalize("".join(words[:end]))
                shorter = self._names.get(key)
                if shorter and shorter.medicine.counts_as != name.medicine.counts_as:
                    longer.setdefault(key, []).append(name)
        return {key: tuple(names) for key, names in longer.items()}
