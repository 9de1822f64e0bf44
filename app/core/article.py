"""The article: sections of sourced paragraphs, in parts, each with how sure the science is."""

from dataclasses import dataclass

from app.core.evidence import UNREVIEWED, Review

BODY_PARTS = ("head", "lungs", "heart", "liver", "kidneys", "womb", "medicines")
"""Where in the picture of a result a section may stand."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or an item of a list, as inline Markdown, with the claims that it rests on."""

    text: str
    claims: tuple[str, ...]
    bullet: bool = False


@dataclass(frozen=True)
class Section:
    """One section of the article. `certainty` is 1 (not sure yet) to 4 (very sure).

    `body` is what a result shows; `more` goes further, and stands in the article only. `picture`
    is one of `PICTURED`, or empty.
    """

    id: str
    title: str
    certainty: int
    rests_on: str
    body: tuple[Paragraph, ...]
    unknown: tuple[Paragraph, ...]
    ask: tuple[str, ...]
    more: tuple[Paragraph, ...] = ()
    picture: str = ""
    review: Review = UNREVIEWED

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph that states facts, in the order of the article."""
        return self.body + self.more + self.unknown

    @property
    def summary_paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs that a result shows."""
        return self.body + self.unknown


@dataclass(frozen=True)
class Certainty:
    """A word for how sure the science is, and what it takes to earn it."""

    word: str
    means: str


@dataclass(frozen=True)
class Part:
    """One part of the article, with the ids of its sections in their order."""

    title: str
    sections: tuple[str, ...]
