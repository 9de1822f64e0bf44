"""Measures how hard the article is to read.

For English, it is the US school grade by Flesch and Kincaid (spec section 5); for other languages,
the reading ease by the formula that their file names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from app.core.article import Section
from app.core.language import Language
from app.core.model import Pack

MAX_GRADE = 8.0
"""Highest grade of a section, or of a paragraph of `MIN_PARAGRAPH_WORDS` (dossier, SC-10)."""

MAX_EMERGENCY_GRADE = 6.0
"""Highest grade of an action section as a whole; for its paragraphs, `MAX_GRADE` applies."""

TARGET_GRADE = 6.0
"""Grade that no section should exceed. Sections above it are counted, but are not a problem."""

MIN_PARAGRAPH_WORDS = 30
"""Number of words from which a paragraph is also measured alone (spec section 5)."""


@dataclass(frozen=True)
class ReadingGrade:
    """The reading grade of a section, or of one of its long paragraphs.

    `where` names the paragraph and is empty for the whole section.
    """

    section: str
    location: str
    grade: float
    limit: float

    @property
    def too_hard(self) -> bool:
        """True if the grade is above the limit."""
        return self.grade > self.limit

    @property
    def file(self) -> str:
        """The file of the section."""
        return f"article/{self.section}.md"

    def __str__(self) -> str:
        return f"reading grade {self.grade:.1f}, limit {self.limit:g}"


def reading_grades(pack: Pack) -> Iterator[ReadingGrade]:
    """Yield the grade of every section and of every long paragraph.

    :raise ImportError: when textstat, a development dependency, is not installed.
    """
    import textstat  # here, because production has no textstat

    for section in pack.sections.values():
        limit = MAX_EMERGENCY_GRADE if section.id in pack.actions else MAX_GRADE
        yield ReadingGrade(section.id, "", _grade(textstat, full_text(section), pack.names), limit)
        for number, paragraph in enumerate(section.paragraphs, start=1):
            if len(paragraph.text.split()) >= MIN_PARAGRAPH_WORDS:
                grade = _grade(textstat, paragraph.text, pack.names)
                yield ReadingGrade(section.id, f"paragraph {number}", grade, MAX_GRADE)


def full_text(section: Section) -> str:
    """Return the paragraphs of a section and its questions to ask as one text."""
    return " ".join((*(paragraph.text for paragraph in section.paragraphs), *section.ask))


def _grade(textstat: ModuleType, text: str, names: tuple[str, ...]) -> float:
    """Return the grade of a text in which each of the names counts as a word of two syllables."""
    plain = re.sub(r"[*_“”]", "", text)
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    simplified = re.sub(rf"\b(?:{pattern})\b", "table", plain, flags=re.IGNORECASE)
    return float(textstat.flesch_kincaid_grade(simplified))


@dataclass(frozen=True)
class ReadingEase:
    """The reading ease of a section, or of one of its long paragraphs; higher is easier.

    `where` names the paragraph and is empty for the whole section.
    """

    section: str
    location: str
    ease: float


def reading_eases(pack: Pack, language: Language) -> Iterator[ReadingEase]:
    """Yield the ease of every section and of every long paragraph of a translated pack.

    :raise ImportError: when textstat, a development dependency, is not installed.
    """
    import textstat  # here, because production has no textstat

    if language.reading is None:
        return
    measure = getattr(textstat, language.reading.formula)
    textstat.set_lang(language.id)
    try:
        for section in pack.sections.values():
            yield ReadingEase(section.id, "", measure(_simplify(full_text(section), language)))
            for number, paragraph in enumerate(section.paragraphs, start=1):
                if len(paragraph.text.split()) >= MIN_PARAGRAPH_WORDS:
                    ease = measure(_simplify(paragraph.text, language))
                    yield ReadingEase(section.id, f"paragraph {number}", ease)
    finally:
        textstat.set_lang("en")


def _simplify(text: str, language: Language) -> str:
    """Return a text without marks, with each name replaced by a word of two syllables."""
    plain = re.sub(r"[*_“”«»¿]", "", text)
    pattern = "|".join(re.escape(name) for name in sorted(language.names, key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", "casa", plain, flags=re.IGNORECASE) if pattern else plain
