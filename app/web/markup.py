"""Prose for the page: inline Markdown becomes HTML once, at the start, all else escaped."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

import segno
from markdown_it import MarkdownIt
from markupsafe import Markup

from app.core.article import Paragraph
from app.core.model import Pack

T = TypeVar("T")

_markdown = MarkdownIt("zero").enable("emphasis")


def rendered_prose(pack: Pack) -> Mapping[str, Markup]:
    """Every paragraph of the article by its Markdown, ready for a page.

    The renderer knows bold and italic only and escapes everything else, so that its output may pass
    autoescaping.
    """
    texts = {p.text for section in pack.sections.values() for p in section.paragraphs}
    return {text: Markup(_markdown.renderInline(text)) for text in texts}  # noqa: S704  # nosec B704  # see above


def runs(items: Iterable[T], attribute: str) -> Iterator[tuple[object, list[T]]]:
    """Neighbours that share an attribute's value; Jinja's own `groupby` would sort them."""
    for value, run in groupby(items, attrgetter(attribute)):
        yield value, list(run)


def qr_code(address: str) -> Markup:
    """A QR code as an SVG element, dark on white in every colour scheme, of error correction M.

    The drawing holds the address as modules only: nothing of its text stands in the markup.
    """
    drawn = segno.make_qr(address, error="m").svg_inline(omitsize=True, light="#fff", svgclass=None)
    return Markup(drawn)  # noqa: S704  # nosec B704  # see above


def blocks(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[object, list[Paragraph]]]:
    """Paragraphs and lists as they follow each other: is it a list, and what stands in it."""
    return runs(paragraphs, "bullet")
