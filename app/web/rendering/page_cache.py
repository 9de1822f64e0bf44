"""Pages and parts of pages that answers do not change are drawn once and kept.

No answer to a question stands in a key or in anything that is kept: a page is kept with open
places, and filled in for each visitor.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, current_app, request, url_for
from markupsafe import Markup, escape

from app.web.http.asked import asking
from app.web.rendering.markup import decoded, encoded, mark
from app.web.rendering.templates import render
from app.web.visit import state as visit
from app.web.visit.context import settle

T = TypeVar("T")

Places = Mapping[str, bytes]
"""What fills open places, by their names: markup in UTF-8."""

NONE: Places = {}

MOST = 1_024
"""Pages of some 12 KB, parts and addresses that are kept; when there are more, all begin anew."""

OPEN = re.compile("\x00([^\x00]+)\x00")
"""An open place and its name."""


class Marks(dict[str, Markup]):
    """Stands for what is filled in later: for every name, a mark."""

    def __missing__(self, name: str) -> Markup:
        return mark(name)


@dataclass(frozen=True)
class Drawn:
    """A page with open places, in UTF-8.

    `texts`: what stands around the places. `names`: those of the places, in their order. `blank`:
    what stands in a place that nothing fills.
    """

    texts: tuple[bytes, ...]
    names: tuple[str, ...]
    blank: Places

    @classmethod
    def of(cls, html: str, blank: Places = NONE) -> "Drawn":
        """A page that was drawn with marks."""
        parts = OPEN.split(html)
        texts = tuple(text.encode() for text in parts[::2])
        return cls(texts, tuple(parts[1::2]), blank)

    def filled(self, places: Places) -> bytes:
        """The page for one visitor.

        :raise KeyError: nothing fills a place that may not be blank.
        """
        found = {**self.blank, **places} if self.blank else places
        parts = [b""] * (len(self.texts) + len(self.names))
        parts[::2] = self.texts
        parts[1::2] = [found[name] for name in self.names]
        return b"".join(parts)


def token() -> bytes:
    """What fills the place of the forms' token."""
    return encoded(escape(visit.token()))


def init_app(app: Flask) -> None:
    """Keep what is drawn once; templates may call `here`."""
    app.extensions["drawn"] = {}
    app.jinja_env.globals["here"] = here


def address(endpoint: str, id: str = "") -> str:
    """The address of a page that anybody may be led to; Flask builds it once for all."""
    return kept((endpoint, id, request.script_root), lambda: url_for(endpoint, id=id or None))


def here(*key: object, caller: Callable[[], str]) -> str:
    """A part of a page that depends on where the page stands, and on this key, alone."""
    return kept((*key, *settle().key), caller)


def kept(key: object, draw: Callable[[], T]) -> T:
    """What was drawn under a key before, or now."""
    held: dict[object, T] = current_app.extensions["drawn"]
    found = held.get(key)  # another thread may clear in between
    if found is None:
        found = draw()
        if len(held) >= MOST:
            held.clear()
        held[key] = found
    return found


def page(
    template: str,
    places: Places,
    context: Callable[[], Mapping[str, object]],
    *,
    plain: bool,
    blank: Callable[[], Places] = lambda: NONE,
) -> bytes:
    """A page.

    :param places: all in it that depends on the visitor, by the names that the template gives.
    :param context: what it shows, asked for where the page has to be drawn.
    :param plain: whether nothing else does: no fault to mend.
    :param blank: what stands in places that are not filled, asked for where it has to be drawn.
    """
    asked, where = asking(), settle()
    if asked.method == "POST" or not plain or visit.was_cleared():
        whole = {name: decoded(piece) for name, piece in {**blank(), **places}.items()}
        return render(template, places=whole, **context()).encode()
    key = (asked.path, asked.says("change"), *where.key)
    drawn = kept(key, lambda: Drawn.of(render(template, places=Marks(), **context()), blank()))
    return drawn.filled(places)
