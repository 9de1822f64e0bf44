"""Prose for the page: inline Markdown becomes HTML once, at the start, all else escaped."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

import segno
from markdown_it import MarkdownIt
from markupsafe import Markup

from app.core.article import Paragraph
from app.core.language import Language
from app.core.model import Pack

T = TypeVar("T")

_markdown = MarkdownIt("zero").enable("emphasis")


class English(str):
    """A text of the content that has no words in the language of the page."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text as a page shows it."""
        return in_english(str(self))


def in_english(text: str) -> Markup:
    """A text that stays English on a page in another language, for whoever reads it aloud."""
    return Markup('<span lang="en" dir="ltr">{}</span>').format(text)


def interface(text: str, here: Language | None) -> Markup:
    """A text of a template, markup and all, in a language; English where that has no words."""
    found = (here.texts.get(text) if here else text) or f'<span lang="en" dir="ltr">{text}</span>'
    return Markup(found)  # noqa: S704  # nosec B704  # of our own templates and catalogues


class Prose:
    """Every paragraph of the article, ready for a page, by its Markdown; rendered once.

    The renderer knows bold and italic only and escapes everything else, so that its output may pass
    autoescaping.
    """

    def __init__(self, packs: Iterable[Pack]) -> None:
        sections = (section for pack in packs for section in pack.sections.values())
        texts = {str(one.text) for section in sections for one in section.paragraphs}
        self._rendered = {
            text: Markup(_markdown.renderInline(text))  # noqa: S704  # nosec B704  # it escapes all else
            for text in texts
        }

    def __call__(self, text: str) -> Markup:
        """A paragraph; one that stays English says so."""
        found = self._rendered[text]
        return in_english(found) if isinstance(text, English) else found


NOTHING, CHECKED, SELECTED, HIDDEN, DONE = b"", b" checked", b" selected", b" hidden", b"done"
"""What open places of pages are filled with."""


def mark(name: str) -> Markup:
    """Stands for what is filled in later; no page holds this character otherwise."""
    return Markup(f"\x00{name}\x00")  # noqa: S704  # nosec B704  # a name of ours


def encoded(piece: Markup) -> bytes:
    """A piece of a page, escaped, for an open place."""
    return piece.encode()


def decoded(piece: bytes) -> Markup:
    """The same for a template."""
    return Markup(piece.decode())  # noqa: S704  # nosec B704  # it was markup before it was encoded


def listed(texts: Iterable[str]) -> Markup:
    """Texts one after the other; one that stays English says so."""
    return Markup("; ").join(texts)


def runs(items: Iterable[T], attribute: str) -> Iterator[tuple[object, list[T]]]:
    """Neighbours that share an attribute's value; Jinja's own `groupby` would sort them."""
    for value, run in groupby(items, attrgetter(attribute)):
        yield value, list(run)


def qr_code(address: str) -> Markup:
    """A QR code as an SVG element, dark on white in every colour scheme, of error correction M.

    The drawing holds the address as modules only: nothing of its text stands in the markup.
    """
    drawn = segno.make_qr(address, error="m").svg_inline(omitsize=True, light="#fff", svgclass=None)
    return Markup(drawn)  # noqa: S704  # nosec B704  # modules of a code, no text


def blocks(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[object, list[Paragraph]]]:
    """Paragraphs and lists as they follow each other: is it a list, and what stands in it."""
    return runs(paragraphs, "bullet")
