"""The differences between two packs: first results, then texts."""

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
    """A minimal combination of answers whose result differs between two packs."""

    combination: Combination
    before: Outcome
    after: Outcome

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The cells of a table row: answers, level, first call and sections; empty if unchanged."""
        levels = _format_change(self.before.level.id, self.after.level.id)
        calls = _format_change(self.before.call or "no call", self.after.call or "no call")
        removed = [f"- {id}" for id in sorted(self.before.sections - self.after.sections)]
        added = [f"+ {id}" for id in sorted(self.after.sections - self.before.sections)]
        return describe_combination(self.combination), levels, calls, ", ".join(removed + added)


def _format_change(before: str, after: str) -> str:
    return f"{before} → {after}" if before != after else ""


def changed_results(before: Pack, after: Pack) -> Iterator[ChangedResult]:
    """Yield each minimal combination of answers with a different result, smallest first.

    A combination that contains a changed one is left out, because it changes for the same reason.
    Then yield each medicine with a different result.
    """
    old, new = CombinationWalker(before), CombinationWalker(after)
    options = tuple(dict.fromkeys((*old.options, *new.options)))
    max_size = max(max_clauses(before), max_clauses(after), MIN_COMBINATION_SIZE)
    changed: set[Combination] = set()
    for size in range(max_size + 1):
        for parts in combinations(options, size):
            if any(part in changed for n in range(size) for part in combinations(parts, n)):
                continue
            old_outcome, new_outcome = old.outcome(parts), new.outcome(parts)
            if old_outcome != new_outcome:
                changed.add(parts)
                yield ChangedResult(parts, old_outcome, new_outcome)
    for name in dict.fromkeys((*before.medicines, *after.medicines)):
        parts = ((MEDICINE, name),)
        old_outcome, new_outcome = old.outcome(parts), new.outcome(parts)
        if old_outcome != new_outcome:
            yield ChangedResult(parts, old_outcome, new_outcome)


def changed_texts(before: Pack, after: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield each changed text: its place, then the old and new text, of which one may be empty."""
    old, new = readable_texts(before), readable_texts(after)
    for place in dict.fromkeys((*old, *new)):
        old_text, new_text = old.get(place, ""), new.get(place, "")
        if old_text != new_text:
            yield place, old_text, new_text


def readable_texts(pack: Pack) -> Mapping[str, str]:
    """Return every text that a person can read, by its place: `section heart, paragraph 1`."""
    return dict(_placed_texts(pack))


def _placed_texts(pack: Pack) -> Iterator[tuple[str, str]]:
    for question in pack.questions.values():
        place = f"question {question.id}"
        yield place, " · ".join((question.title, question.text, question.hint, question.private))
        for option in question.option:
            texts = (option.group, option.label, option.hint, option.told)
            yield f"{place}: {option.id}", " · ".join(filter(None, texts))
    for rule in pack.rules:
        yield f"rule {rule.id}", rule.reason
        yield f"rule {rule.id}, short", rule.short
    for section in pack.sections.values():
        yield from _section_texts(section)
    yield from ((f"claim {claim.id}", claim.text) for claim in pack.claims.values())
    for medicine in pack.medicines.values():
        yield f"medicine {medicine.id}", f"{medicine.words}: {', '.join(medicine.terms)}"
    for claim in pack.source_claims:
        yield f"claim {claim.id}", f"{claim.claim} {claim.verdict}: {claim.answer}"


def _section_texts(section: Section) -> Iterator[tuple[str, str]]:
    place = f"section {section.id}"
    yield place, section.title
    yield f"{place}, button", section.pill
    for number, paragraph in enumerate(section.paragraphs, start=1):
        citations = "".join(f" [{id}]" for id in paragraph.claims)
        yield f"{place}, paragraph {number}", paragraph.text + citations
    for number, question in enumerate(section.ask, start=1):
        yield f"{place}, question {number}", question
