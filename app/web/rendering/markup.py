"""Text as HTML: inline Markdown, texts that stay English, QR codes. All else is escaped."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

import segno
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from app.core.article import Paragraph
from app.core.language import Language
from app.core.model import Pack
from app.core.region import EMERGENCY_NUMBER
from app.web.rendering.page_cache import slot

T = TypeVar("T")

_markdown = MarkdownIt("zero").enable("emphasis")


class Untranslated(str):
    """A text of the content that the language of the page has no translation for."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text as a page shows it."""
        return mark_as_english(str(self))


def mark_as_english(text: str) -> Markup:
    """Return a text that stays English on a page in another language, marked for screen readers."""
    return Markup('<span lang="en" dir="ltr">{}</span>').format(text)


def translate_markup(text: str, language: Language | None) -> Markup:
    """Return a template's text, markup and all, in a language; marked English if it has none."""
    translated = language.texts.get(text) if language else text
    html = translated or f'<span lang="en" dir="ltr">{text}</span>'
    return Markup(html)  # noqa: S704  # nosec B704  # of our own templates and catalogs


def with_emergency_number(text: str) -> Markup:
    """Return a text with a slot for the region's emergency number; marked if it stays English."""
    number = slot("place.emergency_number")
    html = number.join(escape(part) for part in str(text).split(EMERGENCY_NUMBER))
    return mark_as_english(html) if isinstance(text, Untranslated) else html


class MarkdownFilter:
    """Renders the paragraphs of the article, each once, at startup.

    The renderer knows bold and italic only and escapes everything else, so that its output may pass
    autoescaping.
    """

    def __init__(self, packs: Iterable[Pack]) -> None:
        sections = (section for pack in packs for section in pack.sections.values())
        number = slot("place.emergency_number")
        texts = {str(paragraph.text) for section in sections for paragraph in section.paragraphs}
        self._rendered = {
            text: Markup(  # noqa: S704  # nosec B704  # it escapes all else
                _markdown.renderInline(text).replace(EMERGENCY_NUMBER, number)
            )
            for text in texts
        }

    def __call__(self, text: str) -> Markup:
        """Return a paragraph as HTML, marked if it stays English."""
        rendered = self._rendered[text]
        return mark_as_english(rendered) if isinstance(text, Untranslated) else rendered


def adjacent_groups(items: Iterable[T], attribute: str) -> Iterator[tuple[object, list[T]]]:
    """Yield runs of items with the same attribute; Jinja's own `groupby` would sort them."""
    for value, run in groupby(items, attrgetter(attribute)):
        yield value, list(run)


def paragraph_groups(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[object, list[Paragraph]]]:
    """Yield runs of paragraphs: whether they are items of a list, and the paragraphs."""
    return adjacent_groups(paragraphs, "bullet")


@lru_cache(maxsize=100)
def qr_code(url: str) -> Markup:
    """Return a QR code as an SVG element, dark on white in both color schemes, error correction M.

    The drawing holds the URL as modules only: none of its text is in the markup.
    """
    svg = segno.make_qr(url, error="m").svg_inline(omitsize=True, light="#fff", svgclass=None)
    return Markup(svg)  # noqa: S704  # nosec B704  # modules of a code, no text
