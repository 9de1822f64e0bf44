"""The picture of a result: the parts of the body that its sections speak of, with their numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.core.article import Section

ON_A_LINE = 3
"""How many numbers stand beside each other in a mark."""


@dataclass(frozen=True)
class Mark:
    """A part that applies, the sections that speak of it, and their numbers in lines."""

    part: str
    sections: tuple[Section, ...]
    lines: tuple[str, ...]

    @cached_property
    def width(self) -> int:
        """Of its plate, in the units of the drawing: round for one number, wider for more."""
        return max(28, 14 + 7 * max(map(len, self.lines)))


def marks(sections: Sequence[Section], place: Mapping[str, int]) -> tuple[Mark, ...]:
    """The parts that some sections speak of, in the order of the sections' numbers."""
    together: dict[str, list[Section]] = {}
    for section in sections:
        if section.picture:
            together.setdefault(section.picture, []).append(section)
    return tuple(
        Mark(part, tuple(here), tuple(_lines([str(place[section.id]) for section in here])))
        for part, here in together.items()
    )


def _lines(numbers: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(numbers), ON_A_LINE):
        yield ", ".join(numbers[start : start + ON_A_LINE])


def height(lines: int) -> int:
    """Of the plate of a mark with so many lines, in the units of the drawing: 20 for each."""
    return 8 + 20 * lines
