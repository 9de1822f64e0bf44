"""The picture of a result, put together from parts that are drawn at the start."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.model import Pack
from app.web.rendering.markup import encoded
from app.web.rendering.page_cache import Drawn, Marks, Places
from app.web.result.body_map import ON_A_LINE, Mark, height

MIDDLE = 169
"""Where the right side of the drawing begins: plates grow to the right there, else to the left."""


@dataclass(frozen=True)
class Outline:
    """The parts of the picture in a language.

    `frame`: all around. `organs`: what is drawn of each part of the body. `plates`: of its numbers,
    by the part and how many lines they take. `ends`: where a plate begins or ends. `entries`: what
    the list says of a part. `listed`: what it says of a section.
    """

    frame: Drawn
    organs: Mapping[str, bytes]
    plates: Mapping[tuple[str, int], Drawn]
    ends: Mapping[str, int]
    entries: Mapping[str, Drawn]
    listed: Mapping[str, Drawn]

    def showing(self, marks: Sequence[Mark], place: Places) -> bytes:
        """The picture with some marks.

        :param place: the numbers of the sections on this result, by their ids.
        """
        told = {one.part for one in marks}
        return self.frame.filled(
            {
                "organs": b"".join(drawn for name, drawn in self.organs.items() if name in told),
                "plates": b"".join(map(self._plate, marks)),
                "list": b"".join(self._entry(one, place) for one in marks),
            }
        )

    def _plate(self, one: Mark) -> bytes:
        end = self.ends[one.part]
        left = end if end > MIDDLE else end - one.width
        sizes = {"left": left, "middle": left + one.width // 2, "width": one.width}
        written = {name: b"%d" % size for name, size in sizes.items()}
        lines = {str(n): line.encode() for n, line in enumerate(one.lines)}
        return self.plates[one.part, len(one.lines)].filled(written | lines)

    def _entry(self, one: Mark, place: Places) -> bytes:
        sections = b"".join(self.listed[section.id].filled(place) for section in one.sections)
        return self.entries[one.part].filled({"sections": sections})


def outline(pack: Pack, macros: Any) -> Outline:
    """The parts of the picture, drawn in the language of the macros."""
    places, drawn = Marks(), Drawn.of
    shown = [section for section in pack.sections.values() if section.picture]
    return Outline(
        frame=drawn(macros.picture(places)),
        organs={name: encoded(macros.organ(name)) for name in macros.parts},
        plates={
            (name, lines): drawn(macros.plate(name, lines, height(lines), places))
            for name, lines in most_lines(section.picture for section in shown)
        },
        ends={name: part["x"] for name, part in macros.parts.items()},
        entries={name: drawn(macros.entry(name, places)) for name in macros.parts},
        listed={one.id: drawn(macros.listed(one, places[one.id])) for one in shown},
    )


def most_lines(parts: Iterator[str]) -> Iterator[tuple[str, int]]:
    """Every part with each number of lines that its sections may take."""
    for name, sections in Counter(parts).items():
        for lines in range(1, -(-sections // ON_A_LINE) + 1):
            yield name, lines
