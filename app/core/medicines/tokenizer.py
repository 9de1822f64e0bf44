"""A text of several names, cut into pieces of one each; no name is lost behind another."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.core.medicines.index import Index
from app.core.medicines.model import Found
from app.core.medicines.spelling import key

LINES = re.compile(r"[\n\r;]+")
SIGNS = (re.compile(r"(?<!\d),|,(?!\d)"), re.compile(r"[&+]"))
AND = re.compile(r"\s(?:and|y|e)\s", re.IGNORECASE)
"""Where a piece may be cut, each time after it was tried whole. Where names begin it is cut before
its "and": a name may hold one."""

BETWEEN = " -–/|.(+\t"
"""What may stand between two names and belongs to neither."""

DANGLING = re.compile(r"\s(?:and|y)$", re.IGNORECASE)

ANY_CUT = re.compile("|".join(cut.pattern for cut in (*SIGNS, AND)), re.IGNORECASE)

SAYS_NOTHING = re.compile(r"[\s.,;:/()*•·\-–—_'’\"“”+&#|]*")
"""What may stand alone and is no name that somebody tried to write."""

MOST = 400
"""Letters of a piece in which several names are looked for."""


def find(index: Index, text: str) -> tuple[Found, ...]:
    """What each of the names in a text is understood as, in their order; "none" is no name."""
    lines = (line.strip() for line in LINES.split(text))
    pieces = (piece for line in lines for piece in _cut(index, line, (*SIGNS, None, AND)))
    return tuple(index.look_up(piece) for piece in pieces if key(piece) not in index.nothing)


def _cut(index: Index, piece: str, cuts: tuple[re.Pattern[str] | None, ...]) -> Iterator[str]:
    """A piece cut in all these ways, one after the other; None: where names begin."""
    if SAYS_NOTHING.fullmatch(piece):
        return
    if not cuts:
        yield piece
    elif cuts[0] is None:
        for part in _apart(index, piece):
            yield from _cut(index, part, cuts[1:])
    elif not any(map(_is_mute, ANY_CUT.split(piece))) and index.is_name(piece, cuts[0]):
        yield piece
    else:
        for part in cuts[0].split(piece):
            yield from _cut(index, part.strip(), cuts[1:])


def _is_mute(part: str) -> bool:
    """Whether somebody wrote something there without letters: "???" is more than nothing."""
    return not key(part) and not SAYS_NOTHING.fullmatch(part)


def _apart(index: Index, piece: str) -> Iterator[str]:
    """A piece that holds several names, cut where each begins."""
    begins = [0, *(at for at, _ in list(index.names_within(piece[:MOST]))[1:])]
    for a, b in pairwise([*begins, len(piece)]):
        yield DANGLING.sub("", piece[a:b].strip(BETWEEN)).strip(BETWEEN)
