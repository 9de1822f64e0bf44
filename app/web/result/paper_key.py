"""The check on paper: every box has a code, and a key of codes gives what the rules give."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from app.core.model import MEDICINES, UNKNOWN_NAME, Pack
from app.core.region import Call
from app.core.rule import Answers, Clause, Level, Rule, by_question
from app.core.screening import first_call
from app.core.statements import narrowest

OptionRef = tuple[str, str]
"""The ids of a question and of one of its options."""

NameEntry = tuple[str, tuple[str, ...]]
"""A name of a medicine, and the codes of the boxes that it counts as."""

STRENGTH = re.compile(r"\d\s*mg\b|\d-\d{2,}", re.IGNORECASE)
"""A strength in a name: such names are understood when typed, and not printed."""


@dataclass(frozen=True)
class KeyRow:
    """What some boxes give if one of each set is ticked. A set is codes, or the letter of a set."""

    sets: tuple[tuple[str, ...], ...]
    level: Level
    sections: tuple[int, ...]
    call: Call = ""


@dataclass(frozen=True)
class PaperKey:
    """All that the paper edition has besides the words of the questions.

    `codes`: of each box. `numbers`: of each section, as in the article. `letters`: the sets of
    boxes that several rules name. `single`: what one box gives alone, by question. `combined`: what
    several give together. `everyone`: the sections for everyone.
    """

    codes: Mapping[OptionRef, str]
    numbers: Mapping[str, int]
    letters: Mapping[str, tuple[str, ...]]
    single: Mapping[str, tuple[KeyRow, ...]]
    combined: tuple[KeyRow, ...]
    everyone: tuple[int, ...]
    names: tuple[NameEntry, ...]

    @property
    def by_letter(self) -> Mapping[str, list[NameEntry]]:
        """The names by their first letter; those that begin with none come first, under "#"."""
        found: dict[str, list[NameEntry]] = {}
        for entry in self.names:
            first = entry[0][0]
            found.setdefault(first.upper() if first.isalpha() else "#", []).append(entry)
        return found


def build_key(pack: Pack) -> PaperKey:
    """Return the key of a pack: for all answers it gives the level and sections of `assess`.

    It gives more where two boxes tell of one thing, which paper cannot know.
    """
    codes = {
        (id, option.id): f"{number}.{place}"
        for number, (id, question) in enumerate(pack.questions.items(), start=1)
        for place, option in enumerate(question.option, start=1)
    }
    ids = (id for part in pack.parts for id in part.sections)
    numbers = {id: number for number, id in enumerate(ids, start=1)}
    named = {clause.name: clause for rule in pack.rules for clause in rule.when if clause.name}
    letters = dict(zip(sorted(named), ascii_uppercase, strict=False))
    return PaperKey(
        codes=codes,
        numbers=numbers,
        letters={letters[name]: _boxes(pack, codes, named[name]) for name in letters},
        single={id: tuple(_single(pack, codes, numbers, id)) for id in pack.questions},
        combined=tuple(_combined(pack, codes, numbers, letters)),
        everyone=_section_numbers(numbers, [rule for rule in pack.rules if not rule.when]),
        names=tuple(_names(pack, codes)),
    )


def codes_for(codes: Mapping[OptionRef, str], answers: Answers) -> tuple[str, ...]:
    """Return the codes of some answers, in the order of the boxes."""
    return tuple(code for (id, option), code in codes.items() if option in answers.get(id, ()))


def _boxes(pack: Pack, codes: Mapping[OptionRef, str], clause: Clause) -> tuple[str, ...]:
    """Return the codes of the boxes that meet a clause, themselves or as a kind of another one."""
    return tuple(
        code for one, code in codes.items() if clause.is_met_by(pack.statements[one].counts_as)
    )


def _single(
    pack: Pack, codes: Mapping[OptionRef, str], numbers: Mapping[str, int], id: str
) -> Iterator[KeyRow]:
    """Yield what each box of a question gives alone; boxes that give the same share a row."""
    rows: dict[tuple[Level, tuple[int, ...], Call], list[str]] = {}
    rules = [rule for rule in pack.rules if len(rule.when) == 1]
    for option in pack.questions[id].option:
        fired = [rule for rule in rules if rule.fires((pack.statements[id, option.id],))]
        if fired:
            level = max(rule.level for rule in fired)
            given = level, _section_numbers(numbers, fired), first_call(fired)
            rows.setdefault(given, []).append(codes[id, option.id])
    for (level, sections, call), ticked in rows.items():
        yield KeyRow((tuple(ticked),), level, sections, call)


def _combined(
    pack: Pack,
    codes: Mapping[OptionRef, str],
    numbers: Mapping[str, int],
    letters: Mapping[str, str],
) -> Iterator[KeyRow]:
    """Yield what boxes give only beside others, gravest first."""

    def box_set(clause: Clause) -> tuple[str, ...]:
        return (letters[clause.name],) if clause.name else _boxes(pack, codes, clause)

    rules: dict[tuple[tuple[str, ...], ...], list[Rule]] = {}
    for rule in pack.rules:
        if len(rule.when) > 1:
            rules.setdefault(tuple(box_set(clause) for clause in rule.when), []).append(rule)
    gravest_first = sorted(rules.items(), key=lambda item: -max(rule.level for rule in item[1]))
    for sets, fired in gravest_first:
        level = max(rule.level for rule in fired)
        yield KeyRow(sets, level, _section_numbers(numbers, fired), first_call(fired))


def _section_numbers(numbers: Mapping[str, int], rules: Iterable[Rule]) -> tuple[int, ...]:
    return tuple(sorted({numbers[id] for rule in rules for id in rule.sections}))


def _names(pack: Pack, codes: Mapping[OptionRef, str]) -> Iterator[NameEntry]:
    """Yield every name that may be shown, in alphabetical order.

    An ambiguous name counts as one that is not known: nobody asks on paper.
    """
    found = {
        text: codes_for(codes, by_question(narrowest(pack.statements, medicine.counts_as)))
        for medicine in pack.medicines.values()
        for text in ((medicine.id,) if medicine.unbranded else medicine.terms)
        if not STRENGTH.search(text)
    }
    for text in pack.ambiguous:
        if not STRENGTH.search(text):
            found[text] = (codes[MEDICINES, UNKNOWN_NAME],)
    yield from sorted(found.items(), key=lambda item: item[0].casefold())
