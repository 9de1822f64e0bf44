"""The check on paper: every box has a code, and a key of codes leads to what the rules lead to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from app.core.model import MEDICINES, UNKNOWN_NAME, Pack
from app.core.region import Call
from app.core.rule import Answers, Clause, Level, Rule
from app.core.screening import CALL_PRIORITY

Choice = tuple[str, str]
"""A question's id and one of its options' ids."""


Name = tuple[str, tuple[str, ...]]
"""A name of a medicine, with the boxes that it stands for."""

STRENGTH = re.compile(r"\d\s*mg\b|\d-\d{2,}", re.IGNORECASE)
"""What a label says of how much: such names are understood when typed, and not printed."""


@dataclass(frozen=True)
class Row:
    """What some boxes lead to, where one of each set is ticked. A set is codes, or a letter."""

    sets: tuple[tuple[str, ...], ...]
    level: Level
    sections: tuple[int, ...]
    call: Call = ""


@dataclass(frozen=True)
class Key:
    """All that stands on paper beside the words of the questions.

    `codes`: of each box; `numbers`: of each section, as in the article; `letters`: the sets of
    boxes that several rows name; `alone` and `together`: what one box leads to, and several.
    """

    codes: Mapping[Choice, str]
    numbers: Mapping[str, int]
    letters: Mapping[str, tuple[str, ...]]
    alone: Mapping[str, tuple[Row, ...]]
    together: tuple[Row, ...]
    everyone: tuple[int, ...]
    names: tuple[Name, ...]

    @property
    def by_letter(self) -> tuple[tuple[str, tuple[Name, ...]], ...]:
        """The names under the letter with which they begin; what begins with none comes first."""
        found: dict[str, tuple[Name, ...]] = {}
        for name in self.names:
            letter = name[0][0].upper() if name[0][0].isalpha() else "#"
            found[letter] = (*found.get(letter, ()), name)
        return tuple(found.items())


def key(pack: Pack) -> Key:
    """The key of a pack: for all answers its level and its sections are those of the judgement."""
    codes = {
        (id, option.id): f"{number}.{place}"
        for number, (id, question) in enumerate(pack.questions.items(), start=1)
        for place, option in enumerate(question.option, start=1)
    }
    listed = (id for piece in pack.parts for id in piece.sections)
    numbers = {id: number for number, id in enumerate(listed, start=1)}
    named = {clause.name: clause for rule in pack.rules for clause in rule.when if clause.name}
    letters = dict(zip(sorted(named), ascii_uppercase, strict=False))
    return Key(
        codes=codes,
        numbers=numbers,
        letters={letters[name]: in_codes(codes, named[name].answers) for name in letters},
        alone={id: tuple(_alone(pack, codes, numbers, id)) for id in pack.questions},
        together=tuple(_together(pack, codes, numbers, letters)),
        everyone=_shown(numbers, [rule for rule in pack.rules if not rule.when]),
        names=tuple(_names(pack, codes)),
    )


def in_codes(codes: Mapping[Choice, str], answers: Answers) -> tuple[str, ...]:
    """The codes of some answers, in the order of the boxes."""
    return tuple(code for (id, option), code in codes.items() if option in answers.get(id, ()))


def _alone(
    pack: Pack, codes: Mapping[Choice, str], numbers: Mapping[str, int], id: str
) -> Iterator[Row]:
    """What each box leads to by itself; boxes that lead to the same stand together."""
    rows: dict[tuple[Level, tuple[int, ...], Call], list[str]] = {}
    naming = [rule for rule in pack.rules if len(rule.when) == 1 and id in rule.answers_named]
    for option in pack.questions[id].option:
        fired = [rule for rule in naming if option.id in rule.answers_named[id]]
        if fired:
            found = (max(rule.level for rule in fired), _shown(numbers, fired), _call(fired))
            rows.setdefault(found, []).append(codes[id, option.id])
    for (level, sections, call), ticked in rows.items():
        yield Row((tuple(ticked),), level, sections, call)


def _together(
    pack: Pack,
    codes: Mapping[Choice, str],
    numbers: Mapping[str, int],
    letters: Mapping[str, str],
) -> Iterator[Row]:
    """What boxes lead to only beside others, gravest first."""

    def named(clause: Clause) -> tuple[str, ...]:
        return (letters[clause.name],) if clause.name else in_codes(codes, clause.answers)

    rules: dict[tuple[tuple[str, ...], ...], list[Rule]] = {}
    for rule in pack.rules:
        if len(rule.when) > 1:
            rules.setdefault(tuple(named(clause) for clause in rule.when), []).append(rule)
    gravest = sorted(rules.items(), key=lambda item: -max(rule.level for rule in item[1]))
    for sets, fired in gravest:
        yield Row(sets, max(rule.level for rule in fired), _shown(numbers, fired), _call(fired))


def _shown(numbers: Mapping[str, int], rules: Iterable[Rule]) -> tuple[int, ...]:
    return tuple(sorted({numbers[id] for rule in rules for id in rule.sections}))


def _call(rules: Iterable[Rule]) -> Call:
    return min((rule.call for rule in rules), key=CALL_PRIORITY.index, default="")


def _names(pack: Pack, codes: Mapping[Choice, str]) -> Iterator[Name]:
    """Every name that may be shown, by the alphabet, with the boxes that it stands for.

    A name that may be several counts as one that is not known: nobody asks on paper.
    """
    found = {
        text: in_codes(codes, {MEDICINES: medicine.options})
        for medicine in pack.medicines.values()
        for text in ((medicine.id,) if medicine.unbranded else medicine.terms)
        if not STRENGTH.search(text)
    }
    for text in pack.ambiguous:
        if not STRENGTH.search(text):
            found[text] = (codes[MEDICINES, UNKNOWN_NAME],)
    yield from sorted(found.items(), key=lambda item: item[0].casefold())
