"""The cards of a result: one for each answer, and one for several that count together."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.core.article import Section
from app.core.medicines.model import Medicine
from app.core.model import Option, Pack, Reason, Result
from app.core.rule import Level, Rule

MAX_OPEN = 3
"""Cards that stand open; of more, the answers are named."""

MAX_PILLS = 2
"""Buttons on a card; the sections of more stand in a closed part."""


@dataclass
class Card:
    """Why answers matter, and the sections to read.

    `says`: what the gravest rule says in short, then what others say to do (`Rule.opens`).
    `is_stack`: the answers count together. `opens`: the card says what to do, and never closes.
    `sets_level`: it is one of the gravest.
    """

    triggers: tuple[Option | Medicine, ...]
    level: Level
    says: list[str]
    is_stack: bool
    opens: bool
    sets_level: bool
    rules: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    pills: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Cards:
    """All cards: those that stand open, the rest, and the sections that no button opens."""

    open: tuple[Card, ...]
    closed: tuple[Card, ...]
    unplaced: tuple[Section, ...]

    @property
    def named_apart(self) -> tuple[Option | Medicine, ...]:
        """The answers that only closed cards name, each once."""
        named = {id(one) for card in self.open for one in card.triggers}
        closed = {id(one): one for card in self.closed for one in card.triggers}
        return tuple(one for key, one in closed.items() if key not in named)


def cards(pack: Pack, result: Result) -> Cards:
    """Return the cards of a result, gravest first, each section on one button at most."""
    made = _merged(pack, result)
    placed: set[str] = set(pack.actions)
    for card in made:
        fresh = [id for id in card.sections if id not in placed][:MAX_PILLS]
        placed.update(fresh)
        card.pills = tuple(pack.sections[id] for id in fresh)
    first = [card for number, card in enumerate(made) if number < MAX_OPEN or card.opens]
    rest = [card for number, card in enumerate(made) if number >= MAX_OPEN and not card.opens]
    unplaced = tuple(one for one in result.sections if one.id not in placed)
    return Cards(tuple(first), tuple(rest), unplaced)


def _merged(pack: Pack, result: Result) -> list[Card]:
    """Return a card for each set of answers; a part of a stack has one for what the stack lacks."""
    made: dict[frozenset[int], Card] = {}
    for reason in result.reasons:
        if not reason.triggers:
            continue
        # By identity: an answer is one object of the pack, and hashing its fields takes long.
        told = frozenset(id(one) for one in reason.triggers)
        same = made.get(told)
        wider = next((card for others, card in made.items() if told < others), None)
        if same is None and wider is not None and set(reason.sections) <= set(wider.sections):
            same = wider
        if same is None:
            same = made[told] = _card(pack, result, reason)
        same.rules += reason.rules
        same.sections += [id for id in reason.sections if id not in same.sections]
        if _opens(pack, reason):
            same.opens = True
            same.says += [reason.short] if reason.short not in same.says else []
    return [*made.values()]


def _card(pack: Pack, result: Result, reason: Reason) -> Card:
    return Card(
        triggers=reason.triggers,
        level=reason.level,
        says=[reason.short],
        is_stack=any(len(rule.when) > 1 for rule in _rules(pack, reason)),
        opens=False,
        sets_level=reason.level is result.level,
    )


def _opens(pack: Pack, reason: Reason) -> bool:
    return any(rule.opens for rule in _rules(pack, reason))


def _rules(pack: Pack, reason: Reason) -> Iterator[Rule]:
    return (pack.rules_by_id[id] for id in reason.rules)
