"""A text of several names, cut into pieces of one each; no name is lost behind another."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.core.medicines import Found, Index
from app.core.spelling import key

LINES = re.compile(r"[\n\r;]+")
CUTS = (
    re.compile(r"(?<!\d),|,(?!\d)"),
    re.compile(r"\s(?:and|y|e)\s|[&+]", re.IGNORECASE),
)
"""Where a piece may be cut, in this order, each time after it was tried whole."""

BETWEEN = " -–/|.(+\t"
"""What may stand between two names and belongs to neither."""

MOST = 400
"""Letters of a piece in which several names are looked for."""


def find(index: Index, text: str) -> tuple[Found, ...]:
    """What each of the names in a text is understood as, in their order; "none" is no name."""
    lines = (line.strip() for line in LINES.split(text))
    pieces = (piece for line in lines for piece in _cut(index, line, CUTS))
    return tuple(index.look_up(piece) for piece in pieces if key(piece) not in index.nothing)


def _cut(index: Index, piece: str, cuts: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    if key(piece) and index.is_name(piece):
        yield piece
    elif key(piece) and not cuts:
        yield from _apart(index, piece)
    elif key(piece):
        for part in cuts[0].split(piece):
            yield from _cut(index, part.strip(), cuts[1:])


def _apart(index: Index, piece: str) -> Iterator[str]:
    """A piece that holds several medicines by name, cut where each begins."""
    names = list(index.names_within(piece[:MOST]))
    several = len({term.medicine.id for _, term in names}) > 1
    begins = [0, *(at for at, _ in names[1:])] if several else [0]
    yield from (piece[a:b].strip(BETWEEN) for a, b in pairwise([*begins, len(piece)]))
