"""All names of medicines by their keys, and the names near a misspelled one."""

from collections.abc import Iterable, Iterator, Mapping

from app.core.medicines.model import Medicine, MedicineName
from app.core.medicines.spelling import (
    DeletionIndex,
    NameRules,
    is_near_any,
    normalize,
    similarity,
    sound_key,
    tokenize,
)

MIN_FUZZY_LENGTH = 5
"""Shortest name that a misspelling can match; shorter names must be typed exactly."""

TWO_EDIT_LENGTH = 8
"""Shortest text that may be two edits from a name instead of one."""


class NameTable:
    """The names of medicines. A key is a name as `normalize` returns it."""

    def __init__(
        self,
        medicines: Iterable[Medicine],
        ambiguous: Mapping[str, tuple[Medicine, ...]],
        rules: NameRules,
    ) -> None:
        self.by_key: dict[str, MedicineName] = {}
        for medicine in medicines:
            for text in medicine.terms:
                self.by_key.setdefault(normalize(text), MedicineName(text, medicine))
        self.ambiguous = {
            normalize(text): tuple(MedicineName(medicine.id, medicine) for medicine in meant)
            for text, meant in ambiguous.items()
        }
        self.slang = frozenset(map(normalize, rules.exact_only))
        short = {key for key in (*self.by_key, *self.ambiguous) if len(key) < MIN_FUZZY_LENGTH}
        self.exact_only = self.slang | short
        self._real_names = frozenset(map(normalize, rules.real_names)) - self.by_key.keys()
        self._deletion_index = DeletionIndex((*self.by_key, *self.ambiguous))
        self._by_sound = self._group_by_sound()
        self.longer_names = self._find_longer_names(ambiguous)
        self.combinations = self._find_combinations()

    def is_real(self, key: str) -> bool:
        """True for a real name that the table lacks."""
        return key in self._real_names

    def is_near_real(self, key: str) -> bool:
        """True if a real name that the table lacks is at most one edit away."""
        return is_near_any(key, self._real_names)

    def within_one_edit(self, key: str) -> list[MedicineName]:
        """Return all names within one edit of a key."""
        near = self._deletion_index.search(key, 1)
        return [self.by_key[other] for other in near if other in self.by_key]

    def misspelled(self, word: str) -> list[MedicineName]:
        """Return the names one edit from a word; empty for short words and for real names."""
        if len(word) <= MIN_FUZZY_LENGTH or self.is_real(word):
            return []
        near = self.within_one_edit(word)
        return [name for name in near if normalize(name.text) not in self.exact_only]

    def nearest(self, wanted: str) -> Iterator[MedicineName]:
        """Yield the nearest name within the edits allowed, and all names within two."""
        if len(wanted) < MIN_FUZZY_LENGTH - 1:
            return
        near = self._deletion_index.search(wanted, 2)
        least = min((edits for key, edits in near.items() if key not in self.exact_only), default=3)
        if least > (2 if len(wanted) >= TWO_EDIT_LENGTH else 1):
            return

        def rank(key: str) -> tuple[int, bool, float, str]:
            return near[key], key in self.exact_only, -similarity(wanted, key), key

        for key in sorted(near, key=rank):
            yield from (self.by_key[key],) if key in self.by_key else self.ambiguous[key]

    def sounding_like(self, key: str) -> list[MedicineName]:
        """Return the names that sound like a key; empty for short sounds."""
        sound = sound_key(key)
        return self._by_sound.get(sound, []) if len(sound) >= MIN_FUZZY_LENGTH else []

    def _group_by_sound(self) -> dict[str, list[MedicineName]]:
        groups: dict[str, list[MedicineName]] = {}
        for key, name in self.by_key.items():
            if key not in self.exact_only:
                groups.setdefault(sound_key(key), []).append(name)
        return groups

    def _find_combinations(self) -> Mapping[frozenset[str], Medicine]:
        """Return the medicines of several substances by the ids of these."""
        medicines = (name.medicine for name in self.by_key.values())
        return {frozenset(one.id.split("/")): one for one in medicines if "/" in one.id}

    def _find_longer_names(
        self, ambiguous: Mapping[str, tuple[Medicine, ...]]
    ) -> Mapping[str, tuple[MedicineName, ...]]:
        """Return, by key, the names that begin with another name and imply other options."""
        longer: dict[str, list[MedicineName]] = {}
        asked = (MedicineName(text, one) for text, meant in ambiguous.items() for one in meant)
        for name in (*self.by_key.values(), *asked):
            words = tokenize(name.text)
            for end in range(1, len(words)):
                key = normalize("".join(words[:end]))
                shorter = self.by_key.get(key)
                if shorter and shorter.medicine.counts_as != name.medicine.counts_as:
                    longer.setdefault(key, []).append(name)
        return {key: tuple(names) for key, names in longer.items()}
