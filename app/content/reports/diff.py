"""What a change of content changes for whom: answers first, then words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from app.core.article import Section
from app.core.model import MEDICINE, Pack
from app.core.proof import (
    MIN_COMBINATION_SIZE,
    Combination,
    CombinationWalker,
    Outcome,
    describe_combination,
    max_clauses,
)


@dataclass(frozen=True)
class ChangedResult:
    """A smallest combination of answers whose result differs between two packs."""

    combination: Combination
    before: Outcome
    after: Outcome

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Answers, level, whose number is first, and sections: a row of a reviewer's table."""
        levels = _change(self.before.level.id, self.after.level.id)
        calls = _change(self.before.call or "no call", self.after.call or "no call")
        gone = [f"- {id}" for id in sorted(self.before.sections - self.after.sections)]
        come = [f"+ {id}" for id in sorted(self.after.sections - self.before.sections)]
        return describe_combination(self.combination), levels, calls, ", ".join(gone + come)


def _change(before: str, after: str) -> str:
    return f"{before} → {after}" if before != after else ""


def changed_results(before: Pack, after: Pack) -> Iterator[ChangedResult]:
    """The smallest combinations with another level or other sections, smallest first.

    A combination that holds a changed one changes with it and is not named again. Then the
    medicines that lead elsewhere, each by its name.
    """
    old, new = CombinationWalker(before), CombinationWalker(after)
    options = tuple(dict.fromkeys((*old.options, *new.options)))
    size = max(max_clauses(before), max_clauses(after), MIN_COMBINATION_SIZE)
    named: set[Combination] = set()
    for count in range(size + 1):
        for parts in combinations(options, count):
            if any(part in named for n in range(count) for part in combinations(parts, n)):
                continue
            was, is_now = old.outcome(parts), new.outcome(parts)
            if was != is_now:
                named.add(parts)
                yield ChangedResult(parts, was, is_now)
    for name in dict.fromkeys((*before.medicines, *after.medicines)):
        was, is_now = old.outcome(((MEDICINE, name),)), new.outcome(((MEDICINE, name),))
        if was != is_now:
            yield ChangedResult(((MEDICINE, name),), was, is_now)


def changed_texts(before: Pack, after: Pack) -> Iterator[tuple[str, str, str]]:
    """Every text that differs: where it stands, before, after; empty where it is new or gone."""
    old, new = readable_texts(before), readable_texts(after)
    for place in dict.fromkeys((*old, *new)):
        was, is_now = old.get(place, ""), new.get(place, "")
        if was != is_now:
            yield place, was, is_now


def readable_texts(pack: Pack) -> Mapping[str, str]:
    """Every text that a person can read, by the place where it stands."""
    return dict(_words(pack))


def _words(pack: Pack) -> Iterator[tuple[str, str]]:
    for question in pack.questions.values():
        place = f"question {question.id}"
        yield place, " · ".join((question.title, question.text, question.hint, question.private))
        for option in question.option:
            texts = (option.group, option.label, option.hint, option.told)
            yield f"{place}: {option.id}", " · ".join(filter(None, texts))
    yield from ((f"rule {rule.id}", rule.reason) for rule in pack.rules)
    for section in pack.sections.values():
        yield from _section_words(section)
    yield from ((f"claim {claim.id}", claim.text) for claim in pack.claims.values())
    for medicine in pack.medicines.values():
        yield f"medicine {medicine.id}", f"{medicine.words}: {', '.join(medicine.terms)}"
    for said in pack.source_claims:
        yield f"claim {said.id}", f"{said.claim} {said.verdict}: {said.answer}"


def _section_words(section: Section) -> Iterator[tuple[str, str]]:
    place = f"section {section.id}"
    yield place, section.title
    for number, paragraph in enumerate(section.paragraphs, start=1):
        cited = "".join(f" [{id}]" for id in paragraph.claims)
        yield f"{place}, paragraph {number}", paragraph.text + cited
    for number, ask in enumerate(section.ask, start=1):
        yield f"{place}, question {number}", ask
