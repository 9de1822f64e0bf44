"""Parses a section of the article: Markdown with a TOML header."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.content.load.draft import SectionHeader
from app.core.article import Paragraph, Section

MORE = "More on this"
UNKNOWN = "What we do not know"
ASK = "Questions to ask"
HEADINGS = (MORE, UNKNOWN, ASK)

CITATION = re.compile(r"\[([A-Z]{2}-\d{2})\]")
CITED_AT_END = re.compile(r"(?:\s*\[[A-Z]{2}-\d{2}\])+\s*$")
HTML = re.compile(r"</?[a-zA-Z]")

# Any other block is rejected, so that no text gets lost.
ALLOWED_BLOCKS = {"paragraph", "bullet_list", "list_item", "heading"}

_markdown = MarkdownIt("commonmark", {"html": False})


class InvalidSection(ValueError):
    """Raised when a section's file does not have the structure given in `questions/README.md`."""


@dataclass
class SectionText:
    """The content of a section's file; `head` holds the TOML values of its header."""

    head: dict[str, object] = field(default_factory=dict)
    title: str = ""
    body: list[Paragraph] = field(default_factory=list)
    more: list[Paragraph] = field(default_factory=list)
    unknown: list[Paragraph] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)

    def section(self, header: SectionHeader) -> Section:
        """Return the section, given its header."""
        return Section(
            id=header.id,
            title=self.title,
            certainty=header.certainty,
            rests_on=header.rests_on,
            body=tuple(self.body),
            unknown=tuple(self.unknown),
            ask=tuple(self.ask),
            more=tuple(self.more),
            pill=header.pill,
            review=header.review,
        )


def read_section(text: str) -> SectionText:
    """Return the content of a section's file, given its text.

    :raise InvalidSection: when the header is missing or is not TOML, or when the Markdown contains
        anything that a section may not have.
    """
    environment: dict[str, object] = {}
    tokens = _markdown.parse(text, environment)
    if environment.get("references"):
        raise InvalidSection("no definitions of links: nobody would see them")
    if not tokens or tokens[0].type != "fence" or tokens[0].info.strip() != "toml":
        raise InvalidSection("expected a head in a ```toml fence on the first line")
    parsed = SectionText(head=_parse_header(tokens[0].content))
    heading = ""
    for tag, bullet, inline in _text_blocks(tokens[1:]):
        if tag == "h1":
            parsed.title = _only_title(parsed.title, inline.content)
        elif tag == "h2":
            heading = _allowed_heading(inline.content)
        elif heading == ASK:
            parsed.ask.append(_question(inline.content, bullet=bullet))
        else:
            paragraphs = {MORE: parsed.more, UNKNOWN: parsed.unknown}.get(heading, parsed.body)
            paragraphs.append(paragraph(inline.content, bullet=bullet))
    return parsed


def paragraph(text: str, *, bullet: bool = False) -> Paragraph:
    """Return a paragraph, with the citations at its end as claim ids instead of text.

    :raise InvalidSection: when a citation is not at the end, or when there is no other text.
    """
    claims = CITATION.findall(text)
    uncited = CITED_AT_END.sub("", text)
    if not uncited.strip():
        raise InvalidSection(f"a citation without a sentence: {text[:60]!r}")
    if CITATION.search(uncited):
        raise InvalidSection(f"put the citations at the end of the paragraph: {uncited[:60]!r}")
    return Paragraph(" ".join(uncited.split()), tuple(dict.fromkeys(claims)), bullet)


def _parse_header(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSection(f"the head is no TOML: {error}") from None


def _only_title(earlier: str, title: str) -> str:
    """Return the title; raise `InvalidSection` if there is an earlier one."""
    if earlier:
        raise InvalidSection(f"one title only; '{earlier}' comes before '{title}'")
    return title


def _question(text: str, *, bullet: bool) -> str:
    """Return a question to ask a clinician; raise `InvalidSection` if it is not a list item."""
    if not bullet:
        raise InvalidSection(f"'{ASK}' holds a list only: {text[:60]!r}")
    return text


def _allowed_heading(text: str) -> str:
    if text not in HEADINGS:
        raise InvalidSection(f"expected one of the headings {', '.join(HEADINGS)}, found '{text}'")
    return text


def _text_blocks(tokens: list[Token]) -> Iterator[tuple[str, bool, Token]]:
    """Yield each text: the tag of its block, whether it is in a list, and its inline token."""
    tag, in_list = "", False
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "inline":
            _reject_rich_text(token)
            yield tag, in_list, token
        elif name not in ALLOWED_BLOCKS or token.tag in ("h3", "h4", "h5", "h6"):
            raise InvalidSection(
                f"a section has paragraphs and lists only, found {token.tag or name}"
            )
        elif name == "bullet_list":
            in_list = token.nesting == 1
        elif token.nesting == 1:
            tag = token.tag


def _reject_rich_text(inline: Token) -> None:
    """Raise `InvalidSection` for a link, an image, code or HTML."""
    types = {child.type for child in inline.children or ()}
    if types & {"link_open", "image", "code_inline"} or HTML.search(inline.content):
        raise InvalidSection(f"no links, images, code or HTML: {inline.content[:60]!r}")
