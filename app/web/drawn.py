"""Pages and parts of pages that answers do not change are drawn once and kept.

What somebody told us stands in no key and in nothing that is kept: a page is kept with open places,
and filled in for each visitor.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app, render_template, request

from app.web import visit
from app.web.context import region, site
from app.web.words import language

MOST = 512
"""Pages that are kept, of some 25 KB each; when there are more, all begin anew."""

OPEN = re.compile("\x00([^\x00]+)\x00")
"""An open place and its name: no page holds this character otherwise."""


class Marks(dict[str, str]):
    """Stands for what is filled in later: for every name, a mark."""

    def __missing__(self, name: str) -> str:
        return f"\x00{name}\x00"


@dataclass(frozen=True)
class Drawn:
    """A page with open places: texts, and between each two of them the name of a place."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> "Drawn":
        """A page that was drawn with marks."""
        parts = OPEN.split(html)
        return cls(tuple(parts[::2]), tuple(parts[1::2]))

    def filled(self, places: Mapping[str, str]) -> str:
        """The page for one visitor."""
        parts = [""] * (len(self.texts) + len(self.names))
        parts[::2] = self.texts
        parts[1::2] = [places[name] for name in self.names]
        return "".join(parts)


def init_app(app: Flask) -> None:
    """Begin with nothing drawn."""
    app.extensions["drawn"] = {}


def page(template: str, places: Mapping[str, str], *, plain: bool, **context: object) -> str:
    """A page.

    :param places: all in it that depends on the visitor, by the names that the template gives them.
    :param plain: whether nothing else does: no fault to mend, and no note on what became of answers.
    """
    if not plain or visit.was_cleared():
        return render_template(template, places=places, **context)
    kept: dict[object, Drawn] = current_app.extensions["drawn"]
    key = (template, surroundings())
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = Drawn.of(render_template(template, places=Marks(), **context))
    return kept[key].filled(places)


def surroundings() -> tuple[object, ...]:
    """What a page shows of where it is: address, language, region, clinic, and if a visit began."""
    here, clinic = language(), site()
    return (
        request.path,
        "change" in request.args,
        here.id if here else "",
        region().id,
        visit.region() == region().id,
        clinic.code if clinic else "",
        visit.begun(),
    )
