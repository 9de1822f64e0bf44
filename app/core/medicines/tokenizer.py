"""Splits a text into names and looks up each; no word after a name is ignored."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.core.medicines.index import MedicineIndex
from app.core.medicines.model import LookupResult
from app.core.medicines.spelling import normalize

LINE_BREAKS = re.compile(r"[\n\r;]+")
SEPARATORS = (re.compile(r"(?<!\d),|,(?!\d)"), re.compile(r"[&+]"))
AND = re.compile(r"\s(?:and|y|e)\s", re.IGNORECASE)
"""Line breaks always split a text; the other separators split a piece unless all of it is a name.
Pieces are split where names begin before they are split at "and": a name may contain an "and"."""

SURROUNDING = " -–/|.(+\t"
"""Characters to strip between two names."""

DANGLING = re.compile(r"\s(?:and|y)$", re.IGNORECASE)
"""An "and" left at the end of a piece after it was split."""

ANY_CUT = re.compile("|".join(separator.pattern for separator in (*SEPARATORS, AND)), re.IGNORECASE)
"""Any separator within a line."""

PUNCTUATION_ONLY = re.compile(r"[\s.,;:/()*•·\-–—_'’\"“”+&#|]*")
"""Punctuation alone, which is no attempt to write a name."""

MAX_PIECE_LENGTH = 400
"""Characters of a piece that are searched for the beginnings of names."""


def find_medicines(index: MedicineIndex, text: str) -> tuple[LookupResult, ...]:
    """Return the lookup result of each name in a text, in order; words for "none" are skipped."""
    lines = (line.strip() for line in LINE_BREAKS.split(text))
    pieces = (piece for line in lines for piece in _split(index, line, (*SEPARATORS, None, AND)))
    return tuple(index.look_up(piece) for piece in pieces if normalize(piece) not in index.nothing)


def _split(
    index: MedicineIndex, piece: str, separators: tuple[re.Pattern[str] | None, ...]
) -> Iterator[str]:
    """Yield the parts of a piece, split at each separator in turn; None: where names begin."""
    if PUNCTUATION_ONLY.fullmatch(piece):
        return
    if not separators:
        yield piece
    elif separators[0] is None:
        for part in _split_at_names(index, piece):
            yield from _split(index, part, separators[1:])
    elif not any(map(_is_unreadable, ANY_CUT.split(piece))) and index.is_name(piece, separators[0]):
        yield piece
    else:
        for part in separators[0].split(piece):
            yield from _split(index, part.strip(), separators[1:])


def _is_unreadable(part: str) -> bool:
    """True for signs without letters or digits that may stand for a name, such as "???"."""
    return not normalize(part) and not PUNCTUATION_ONLY.fullmatch(part)


def _split_at_names(index: MedicineIndex, piece: str) -> Iterator[str]:
    """Yield the parts of a piece, split where its second and later names begin."""
    starts = [0, *(start for start, _ in list(index.find_names(piece[:MAX_PIECE_LENGTH]))[1:])]
    for start, end in pairwise([*starts, len(piece)]):
        yield DANGLING.sub("", piece[start:end].strip(SURROUNDING)).strip(SURROUNDING)
