"""The body map of a result: which parts of the body its sections are about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.article import Section

NUMBERS_PER_LINE = 3
LINE_HEIGHT, PADDING = 20, 8

MIDDLE = 169
"""Where the right side of the drawing begins: badges grow to the right there, else to the left."""


@dataclass(frozen=True)
class BodyMapMarker:
    """A part of the body, the sections about it, and their numbers in the lines of a badge.

    Sizes are in the units of the drawing.
    """

    part: str
    sections: tuple[Section, ...]
    lines: tuple[str, ...]

    @property
    def width(self) -> int:
        """The badge's width: round for one number, wider for more."""
        return max(28, 14 + 7 * max(map(len, self.lines)))

    @property
    def height(self) -> int:
        """The badge's height."""
        return PADDING + LINE_HEIGHT * len(self.lines)

    def left(self, x: int) -> int:
        """Return where the badge begins whose line ends at `x`."""
        return x if x > MIDDLE else x - self.width


def body_map_markers(
    sections: Sequence[Section], numbers: Mapping[str, int]
) -> tuple[BodyMapMarker, ...]:
    """Return a marker for each part of the body, in the order of the sections' numbers."""
    by_part: dict[str, list[Section]] = {}
    for section in sections:
        if section.picture:
            by_part.setdefault(section.picture, []).append(section)
    return tuple(
        BodyMapMarker(part, tuple(about), tuple(_lines([str(numbers[one.id]) for one in about])))
        for part, about in by_part.items()
    )


def _lines(numbers: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(numbers), NUMBERS_PER_LINE):
        yield ", ".join(numbers[start : start + NUMBERS_PER_LINE])
