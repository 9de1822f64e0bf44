"""The article: parts made of sections, each with sourced paragraphs and a certainty rating."""

from dataclasses import dataclass

from app.core.evidence import UNREVIEWED, Review


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or list item (`bullet`) as inline Markdown, with the ids of its claims."""

    text: str
    claims: tuple[str, ...]
    bullet: bool = False


@dataclass(frozen=True)
class Section:
    """A section of the article. `certainty` runs from 1 (not sure yet) to 4 (very sure).

    `rests_on` says in one line what that certainty is based on. `body` and `unknown` also appear
    on a result, `more` only in the article. `ask` lists questions for a clinician. `pill` is the
    name on the button of a result that opens the section, at most four words.
    """

    id: str
    title: str
    certainty: int
    rests_on: str
    body: tuple[Paragraph, ...]
    unknown: tuple[Paragraph, ...]
    ask: tuple[str, ...]
    more: tuple[Paragraph, ...] = ()
    pill: str = ""
    review: Review = UNREVIEWED

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs that state facts, in article order."""
        return self.body + self.more + self.unknown

    @property
    def summary_paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs that appear on a result."""
        return self.body + self.unknown


@dataclass(frozen=True)
class Certainty:
    """The word for a certainty rating, and what evidence the rating requires."""

    word: str
    means: str


@dataclass(frozen=True)
class Part:
    """A part of the article, with the ids of its sections in order."""

    title: str
    sections: tuple[str, ...]
