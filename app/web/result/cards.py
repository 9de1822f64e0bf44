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
    """Why answers matter, in a sentence, and the sections to read.

    `is_stack`: the answers count together. `opens`: the card says what to do, and never closes.
    `sets_level`: it is one of the gravest.
    """

    triggers: tuple[Option | Medicine, ...]
    level: Level
    short: str
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
        named = {one for card in self.open for one in card.triggers}
        closed = (one for card in self.closed for one in card.triggers)
        return tuple(dict.fromkeys(one for one in closed if one not in named))


def cards(pack: Pack, result: Result) -> Cards:
    """Return the cards of a result, gravest first, each section on one button at most."""
    made = [*_merged(pack, result)]
    placed: set[str] = set(pack.actions)
    for card in made:
        fresh = [id for id in card.sections if id not in placed][:MAX_PILLS]
        placed.update(fresh)
        card.pills = tuple(pack.sections[id] for id in fresh)
    first = [card for number, card in enumerate(made) if number < MAX_OPEN or card.opens]
    rest = [card for card in made if card not in first]
    unplaced = tuple(one for one in result.sections if one.id not in placed)
    return Cards(tuple(first), tuple(rest), unplaced)


def _merged(pack: Pack, result: Result) -> list[Card]:
    """Return a card for each set of answers; a part of a stack has one for what the stack lacks."""
    made: list[Card] = []
    for reason in result.reasons:
        if not reason.triggers:
            continue
        told = set(reason.triggers)
        same = next((card for card in made if set(card.triggers) == told), None)
        wider = next((card for card in made if told < set(card.triggers)), None)
        if same is None and wider is not None and set(reason.sections) <= set(wider.sections):
            same = wider
        if same is None:
            same = _card(pack, result, reason)
            made.append(same)
        same.rules += reason.rules
        same.sections += [id for id in reason.sections if id not in same.sections]
        same.opens = same.opens or _opens(pack, reason)
    return made


def _card(pack: Pack, result: Result, reason: Reason) -> Card:
    return Card(
        triggers=reason.triggers,
        level=reason.level,
        short=reason.short,
        is_stack=any(len(rule.when) > 1 for rule in _rules(pack, reason)),
        opens=False,
        sets_level=reason.level is result.level,
    )


def _opens(pack: Pack, reason: Reason) -> bool:
    return any(rule.opens for rule in _rules(pack, reason))


def _rules(pack: Pack, reason: Reason) -> Iterator[Rule]:
    return (pack.rules_by_id[id] for id in reason.rules)
