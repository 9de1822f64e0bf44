"""A text of several names, cut into pieces of one each; no name is lost behind another."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.core.medicines.index import MedicineIndex
from app.core.medicines.model import LookupResult
from app.core.medicines.spelling import normalize

LINE_BREAKS = re.compile(r"[\n\r;]+")
SEPARATORS = (re.compile(r"(?<!\d),|,(?!\d)"), re.compile(r"[&+]"))
AND = re.compile(r"\s(?:and|y|e)\s", re.IGNORECASE)
"""Where a piece may be cut, each time after it was tried whole. Where names begin it is cut before
its "and": a name may hold one."""

SURROUNDING = " -–/|.(+\t"
"""What may stand between two names and belongs to neither."""

DANGLING = re.compile(r"\s(?:and|y)$", re.IGNORECASE)

ANY_CUT = re.compile("|".join(cut.pattern for cut in (*SEPARATORS, AND)), re.IGNORECASE)

PUNCTUATION_ONLY = re.compile(r"[\s.,;:/()*•·\-–—_'’\"“”+&#|]*")
"""What may stand alone and is no name that somebody tried to write."""

MAX_PIECE_LENGTH = 400
"""Letters of a piece in which several names are looked for."""


def find_medicines(index: MedicineIndex, text: str) -> tuple[LookupResult, ...]:
    """What each of the names in a text is understood as, in their order; "none" is no name."""
    lines = (line.strip() for line in LINE_BREAKS.split(text))
    pieces = (piece for line in lines for piece in _cut(index, line, (*SEPARATORS, None, AND)))
    return tuple(index.look_up(piece) for piece in pieces if normalize(piece) not in index.nothing)


def _cut(
    index: MedicineIndex, piece: str, cuts: tuple[re.Pattern[str] | None, ...]
) -> Iterator[str]:
    """A piece cut in all these ways, one after the other; None: where names begin."""
    if PUNCTUATION_ONLY.fullmatch(piece):
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
    return not normalize(part) and not PUNCTUATION_ONLY.fullmatch(part)


def _apart(index: MedicineIndex, piece: str) -> Iterator[str]:
    """A piece that holds several names, cut where each begins."""
    begins = [0, *(at for at, _ in list(index.find_names(piece[:MAX_PIECE_LENGTH]))[1:])]
    for a, b in pairwise([*begins, len(piece)]):
        yield DANGLING.sub("", piece[a:b].strip(SURROUNDING)).strip(SURROUNDING)
