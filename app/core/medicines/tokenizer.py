"""Splits a text into names and looks up each; no word after a name is ignored."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

from app.core.medicines.index import MAX_RAW_LENGTH, MedicineIndex
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


def find_medicines(
    index: MedicineIndex, text: str, most: int | None = None
) -> tuple[LookupResult, ...]:
    """Return the lookup result of each name in a text, in order; words for "none" are skipped.

    :param most: stop after so many names.
    """
    return tuple(islice(_find(index, text), most))


def _find(index: MedicineIndex, text: str) -> Iterator[LookupResult]:
    """Yield the lookup result of each name; each distinct piece is looked up once."""
    look_up = cache(index.look_up)
    for line in LINE_BREAKS.split(text):
        for part in _split(index, line.strip(), SEPARATORS[:1]):
            pieces = _split(index, part, (*SEPARATORS[1:], None, AND))
            named = [piece for piece in pieces if not index.is_nothing(piece)]
            yield from index.together([look_up(piece) for piece in named])


def count_pieces(text: str) -> int:
    """Return how many pieces a text has between its line breaks and commas, without a lookup."""
    parts = (part for line in LINE_BREAKS.split(text) for part in SEPARATORS[0].split(line))
    return sum(not PUNCTUATION_ONLY.fullmatch(part) for part in parts)


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
    is_short = len(part) <= MAX_RAW_LENGTH
    return is_short and not normalize(part) and not PUNCTUATION_ONLY.fullmatch(part)


def _split_at_names(index: MedicineIndex, piece: str) -> Iterator[str]:
    """Yield the parts of a piece, split where its second and later names begin."""
    starts = [0, *(start for start, _ in list(index.find_names(piece[:MAX_PIECE_LENGTH]))[1:])]
    for start, end in pairwise([*starts, len(piece)]):
        yield DANGLING.sub("", piece[start:end].strip(SURROUNDING)).strip(SURROUNDING)
