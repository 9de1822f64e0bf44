"""Pages and parts of pages that answers do not change are drawn once and kept.

No answer to a question stands in a key or in anything that is kept: a page is kept with open
places, and filled in for each visitor; the parts of a result are all drawn at the start.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, request, url_for

from app.core.model import Option, Pack, Question
from app.core.named import Medicine
from app.web import templates, visit
from app.web.context import settle
from app.web.report import SOURCES_PAGE, Numbers, Report
from app.web.templates import render
from app.web.words import SPOKEN

T = TypeVar("T")

Answered = Iterable[tuple[Question, Sequence[Option | Medicine]]]
"""Questions with what was told there."""

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
    """A page with open places: texts in UTF-8, and between each two of them a place's name."""

    texts: tuple[bytes, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> "Drawn":
        """A page that was drawn with marks."""
        parts = OPEN.split(html)
        return cls(tuple(text.encode() for text in parts[::2]), tuple(parts[1::2]))

    def filled(self, places: Mapping[str, str]) -> bytes:
        """The page for one visitor."""
        parts = [b""] * (len(self.texts) + len(self.names))
        parts[::2] = self.texts
        parts[1::2] = [places[name].encode() for name in self.names]
        return b"".join(parts)


def init_app(app: Flask, packs: Mapping[str, Pack]) -> None:
    """Set up the templates, once all that they use is known, and draw the parts of results."""
    app.extensions["drawn"] = {}
    app.jinja_env.globals["here"] = here
    templates.init_app(app, packs)
    for tag, own in app.extensions["templates"].items():
        spoken = {SPOKEN: app.extensions["spoken"][tag]}
        with app.test_request_context(environ_overrides=spoken):
            own.globals["drawn"] = parts(packs[tag], own.globals["part"])
        own.globals["findings"] = own.get_template("macros/findings.html").module


def parts(pack: Pack, part: Any) -> Mapping[str, Mapping[object, str]]:
    """The parts of results that no answer changes, by what they are parts of.

    :param part: the macros, in the language of the pack.
    """
    numbers = Numbers(pack, (), SOURCES_PAGE)
    return {
        "brief": {
            section.id: part.brief(section, numbers, pack.certainty)
            for section in pack.sections.values()
        },
        "because": {
            (rule.reason, rule.evidence): part.because(rule.reason, rule.evidence, numbers)
            for rule in pack.rules
        },
    }


def answered(told: Answered) -> Mapping[str, str]:
    """What the page of all answers leaves open."""
    macros: Any = templates.environment().globals["findings"]
    return {f"told {question.id}": macros.answer(options) for question, options in told}


def findings(found: Report) -> Mapping[str, str]:
    """What a result's page leaves open: all that depends on answers."""
    macros: Any = templates.environment().globals["findings"]
    following = found.following
    return {
        "token": visit.token(),
        "following": url_for("check.question", id=following.id) if following else "",
        "actions": macros.actions(found),
        "why": macros.why(found),
        "where": macros.where(found),
        "ask": macros.ask(found),
        "sections": macros.sections(found),
    }


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
    places: Mapping[str, str],
    context: Callable[[], Mapping[str, object]],
    *,
    plain: bool = True,
    kind: object = None,
) -> bytes:
    """A page.

    :param places: all in it that depends on the visitor, by the names that the template gives.
    :param context: what it shows, asked for where the page has to be drawn.
    :param plain: whether nothing else does: no fault to mend.
    :param kind: which of its kinds the page is, where it has some.
    """
    here = settle()
    refused = request.method == "POST" or "again" in g
    if refused or not plain or visit.was_cleared():
        return render(template, places=places, **context()).encode()
    asked = (request.endpoint, *(request.view_args or {}).values(), "change" in request.args)
    key = (template, kind, *asked, *here.key)
    drawn = kept(key, lambda: Drawn.of(render(template, places=Marks(), **context())))
    return drawn.filled(places)
