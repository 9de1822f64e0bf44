"""One section of the article, from Markdown with a TOML head."""

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

# Structure that a section may have. Anything else is a fault, so that no sentence goes unread.
ALLOWED_BLOCKS = {"paragraph", "bullet_list", "list_item", "heading"}

_markdown = MarkdownIt("commonmark", {"html": False})


class InvalidSection(ValueError):
    """Raised when a section's text does not have the shape that the README gives."""


@dataclass
class SectionText:
    """What stands in a section's file, before it is joined to its head."""

    head: dict[str, object] = field(default_factory=dict)
    title: str = ""
    body: list[Paragraph] = field(default_factory=list)
    more: list[Paragraph] = field(default_factory=list)
    unknown: list[Paragraph] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)

    def section(self, head: SectionHeader) -> Section:
        """The section, once its head has its right shape."""
        return Section(
            id=head.id,
            title=self.title,
            certainty=head.certainty,
            rests_on=head.rests_on,
            body=tuple(self.body),
            unknown=tuple(self.unknown),
            ask=tuple(self.ask),
            more=tuple(self.more),
            picture=head.picture,
            review=head.review,
        )


def read_section(text: str) -> SectionText:
    """Read one section's file.

    :raise Unreadable: no head, a head that is no TOML, or a block that no section may have.
    """
    hidden: dict[str, object] = {}
    tokens = _markdown.parse(text, hidden)
    if hidden.get("references"):
        raise InvalidSection("no definitions of links: nobody would see them")
    if not tokens or tokens[0].type != "fence" or tokens[0].info.strip() != "toml":
        raise InvalidSection("expected a head in a ```toml fence on the first line")
    prose = SectionText(head=_head(tokens[0].content))
    heading = ""
    for kind, bullet, inline in _blocks(tokens[1:]):
        if kind == "h1":
            prose.title = _only(prose.title, inline.content)
        elif kind == "h2":
            heading = _known_heading(inline.content)
        elif heading == ASK:
            prose.ask.append(_question(inline.content, bullet=bullet))
        else:
            part = {MORE: prose.more, UNKNOWN: prose.unknown}.get(heading, prose.body)
            part.append(paragraph(inline.content, bullet=bullet))
    return prose


def paragraph(text: str, *, bullet: bool = False) -> Paragraph:
    """A paragraph without its citations, and the claims that they name.

    :raise Unreadable: a citation stands elsewhere than at the end, or where nothing is said.
    """
    claims = CITATION.findall(text)
    plain = CITED_AT_END.sub("", text)
    if not plain.strip():
        raise InvalidSection(f"a citation without a sentence: {text[:60]!r}")
    if CITATION.search(plain):
        raise InvalidSection(f"put the citations at the end of the paragraph: {plain[:60]!r}")
    return Paragraph(" ".join(plain.split()), tuple(dict.fromkeys(claims)), bullet)


def _head(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSection(f"the head is no TOML: {error}") from None


def _only(before: str, title: str) -> str:
    if before:
        raise InvalidSection(f"one title only; '{before}' comes before '{title}'")
    return title


def _question(text: str, *, bullet: bool) -> str:
    if not bullet:
        raise InvalidSection(f"'{ASK}' holds a list only: {text[:60]!r}")
    return text


def _known_heading(text: str) -> str:
    if text not in HEADINGS:
        raise InvalidSection(f"expected one of the headings {', '.join(HEADINGS)}, found '{text}'")
    return text


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, bool, Token]]:
    """Each text with the tag of the block that it stands in, and whether it is a list's item."""
    tag, in_list = "", False
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "inline":
            _refuse_rich_text(token)
            yield tag, in_list, token
        elif name not in ALLOWED_BLOCKS or token.tag in ("h3", "h4", "h5", "h6"):
            raise InvalidSection(
                f"a section has paragraphs and lists only, found {token.tag or name}"
            )
        elif name == "bullet_list":
            in_list = token.nesting == 1
        elif token.nesting == 1:
            tag = token.tag


def _refuse_rich_text(inline: Token) -> None:
    kinds = {child.type for child in inline.children or ()}
    if kinds & {"link_open", "image", "code_inline"} or HTML.search(inline.content):
        raise InvalidSection(f"no links, images, code or HTML: {inline.content[:60]!r}")
