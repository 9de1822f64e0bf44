"""Lookup of typed names: matched, ambiguous or unknown; never a guess that changes the options.

A wrong match could hide a warning. So a misspelling matches only if every other name about as near
implies the same options; otherwise the person is asked (`docs/medicine-names.md`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from re import Pattern

from app.core.medicines.model import LookupResult, Medicine, MedicineName
from app.core.medicines.names import MIN_FUZZY_LENGTH, NameTable
from app.core.medicines.spelling import (
    NameRules,
    NameStripper,
    StrippedName,
    edit_distance,
    normalize,
    single_letters,
    tokenize,
)

CERTAIN_LENGTH = 8
"""Shortest name of a substance that a misspelling can match unasked."""

MAX_SUFFIX_LENGTH = 2
"""Longest last word that can make a name another medicine: `Claritin-D`."""

MAX_NAME_LENGTH = 80
"""Longest normalized text that is looked up; every name is shorter."""

MAX_RAW_LENGTH = 200
"""Longest text as typed that is looked up; normalizing a longer one could take long."""

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
        self._table = NameTable(medicines, ambiguous, rules)
        self._names = self._table.by_key
        self._ambiguous = self._table.ambiguous
        self._stripper = NameStripper(rules)
        self._nothing = frozenset(map(normalize, rules.nothing))

    def look_up(self, piece: str) -> LookupResult:
        """Return what one typed name may mean, despite strengths, forms and small misspellings."""
        if not _can_be_name(piece):
            return LookupResult(piece, "unknown")
        stages = self._stripper.stages(piece)
        if exact := self._exact_result(piece, stages):
            return exact
        if any(self._table.is_real(stage.normalized) for stage in stages):
            return LookupResult(piece, "unknown")
        if names := tuple(dict.fromkeys(self._possible_names(stages))):
            same_options = len({name.medicine.counts_as for name in names}) == 1
            certain = same_options and self._is_certain(stages, names[0])
            return LookupResult(piece, "matched" if certain else "ambiguous", names)
        inside = (*self._names_at_start(tokenize(piece)), *self._names_inside(piece))
        if inside:
            return LookupResult(piece, "ambiguous", tuple(dict.fromkeys(inside)), prefix_only=True)
        names = tuple(self._table.sounding_like(stages[-1].normalized))
        return LookupResult(piece, "ambiguous" if names else "unknown", names)

    def is_nothing(self, piece: str) -> bool:
        """True for words that say that there is no medicine."""
        return _can_be_name(piece) and normalize(piece) in self._nothing

    def together(self, results: Sequence[LookupResult]) -> Sequence[LookupResult]:
        """Return the results of names that stand together, with no comma or line between them.

        The parts of a combination become the combination. Slang beside another name is asked
        about: "losartan pot" holds potassium.
        """
        ids = frozenset(result.match.medicine.id for result in results if result.match)
        if len(ids) == len(results) and (combination := self._table.combinations.get(ids)):
            whole = " / ".join(result.input for result in results)
            return [LookupResult(whole, "matched", (MedicineName(combination.id, combination),))]
        if len(results) < 2:
            return results
        return [
            replace(result, status="ambiguous")
            if result.match and normalize(result.match.text) in self._table.slang
            else result
            for result in results
        ]

    def is_name(self, piece: str, separator: Pattern[str]) -> bool:
        """True if the whole piece is a name, or near a name that has the separator as often."""
        if not _can_be_name(piece):
            return False
        stages = self._stripper.stages(piece)
        if self._exact_result(piece, stages):
            return True
        stripped = (
            self._names[stage.normalized] for stage in stages if stage.normalized in self._names
        )
        count = len(separator.findall(piece))
        near = (*stripped, *self._table.nearest(normalize(piece)))
        return any(0 < len(separator.findall(name.text)) == count for name in near)

    def find_names(self, piece: str) -> Iterator[tuple[int, MedicineName]]:
        """Yield (start, name) for the names in a longer text, the longest at each place.

        A word may be one edit from its name. Yields nothing if all names are slang or ambiguous.
        """
        names = list(self._scan(self._stripper.tokens(piece)))
        uncertain = self._table.slang | self._ambiguous.keys()
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
                yield from ((start, name) for name in self._table.misspelled(word)[:1])
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
        """True if a stage is a name as typed, or a slip that can hardly be another medicine.

        Two edits are not certain: the text may be a medicine that is not in the table.
        """
        if any(stage.normalized in self._table.slang for stage in stages[1:]):
            return False  # without the words around it, slang may be an ordinary word
        if any(stage.normalized in self._names for stage in stages):
            return True
        typed = stages[-1]
        has_suffix = any(
            len(word) <= MAX_SUFFIX_LENGTH and word.isalpha() for word in typed.words[1:]
        )
        edits = min(edit_distance(stage.normalized, normalize(nearest.text)) for stage in stages)
        return edits <= 1 and not has_suffix and self._is_plain_slip(typed.normalized, nearest)

    def _is_plain_slip(self, typed: str, nearest: MedicineName) -> bool:
        """True for a doubled letter, or one edit in a substance's long name, not at its start.

        Brands are often one letter from another brand; the names of substances are chosen apart.
        """
        name = normalize(nearest.text)
        is_substance = nearest.text in (nearest.medicine.id, *nearest.medicine.called.values())
        is_long = len(typed) >= CERTAIN_LENGTH and typed[0] == name[0]
        plain = single_letters(typed) == single_letters(name) or (is_substance and is_long)
        return plain and len(typed) > MIN_FUZZY_LENGTH and not self._table.is_near_real(typed)

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
                yield from self._table.within_one_edit(whole)  # a removed word may be misspelled
                return
        yield from self._table.nearest(whole)
        if stages[-1].normalized != whole:
            yield from self._table.nearest(stages[-1].normalized)

    def _longer_names_meant(self, stage: StrippedName) -> tuple[MedicineName, ...]:
        """Return longer names to which a removed number or form may belong: `Tylenol 3`."""
        longer = self._table.longer_names.get(stage.normalized, ())
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
            if key in self._names and key not in self._table.exact_only:
                yield self._names[key]
                yield from self._table.longer_names.get(key, ())
                return

    def _names_inside(self, piece: str) -> Iterator[MedicineName]:
        """Yield the first name that stands as typed behind other words, and longer names of it."""
        words = [word for _, word in self._stripper.tokens(piece)]
        for start in range(1, len(words)):
            for end in range(min(start + MAX_NAME_WORDS, len(words)), start, -1):
                key = normalize("".join(words[start:end]))
                name = self._names.get(key)
                if name and (key not in self._table.exact_only or name.medicine.unbranded):
                    yield name
                    yield from self._table.longer_names.get(key, ())
                    return


def _can_be_name(piece: str) -> bool:
    """True if a text is short enough to look up; a very long one is not even normalized."""
    return len(piece) <= MAX_RAW_LENGTH and len(normalize(piece)) <= MAX_NAME_LENGTH
