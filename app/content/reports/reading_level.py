"""How hard the article is to read.

In English it is the US school grade by Flesch and Kincaid (spec section 5); in another language,
the reading ease by the formula that its file names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from app.core.article import Section
from app.core.language import Language
from app.core.model import Pack

MAX_GRADE = 8.0
"""No section, and no paragraph of `LONG` words or more, may be harder (dossier, SC-10)."""

MAX_EMERGENCY_GRADE = 6.0
"""The same for what is read in danger."""

TARGET_GRADE = 6.0
"""What every section should reach."""

MIN_PARAGRAPH_WORDS = 30


@dataclass(frozen=True)
class ReadingGrade:
    """The reading grade of a section, or of one of its long paragraphs."""

    section: str
    where: str
    grade: float
    limit: float

    @property
    def too_hard(self) -> bool:
        """Whether the limit is broken."""
        return self.grade > self.limit

    @property
    def file(self) -> str:
        """Where the section stands."""
        return f"article/{self.section}.md"

    def __str__(self) -> str:
        return f"reading grade {self.grade:.1f}, limit {self.limit:g}"


def reading_grades(pack: Pack) -> Iterator[ReadingGrade]:
    """The grade of every section and of every long paragraph.

    :raise ImportError: textstat, a development dependency, is not installed.
    """
    import textstat  # only where reading level is measured

    for section in pack.sections.values():
        limit = MAX_EMERGENCY_GRADE if section.id in pack.actions else MAX_GRADE
        yield ReadingGrade(section.id, "", _grade(textstat, full_text(section), pack.names), limit)
        for number, paragraph in enumerate(section.paragraphs, start=1):
            if len(paragraph.text.split()) >= MIN_PARAGRAPH_WORDS:
                grade = _grade(textstat, paragraph.text, pack.names)
                yield ReadingGrade(section.id, f"paragraph {number}", grade, MAX_GRADE)


def full_text(section: Section) -> str:
    """Everything that a reader of the section reads as prose."""
    return " ".join((*(paragraph.text for paragraph in section.paragraphs), *section.ask))


def _grade(textstat: ModuleType, text: str, names: tuple[str, ...]) -> float:
    plain = re.sub(r"[*_“”]", "", text)
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    two_syllables = re.sub(rf"\b(?:{known})\b", "table", plain, flags=re.IGNORECASE)
    return float(textstat.flesch_kincaid_grade(two_syllables))


@dataclass(frozen=True)
class ReadingEase:
    """The reading ease of a section, or of one of its long paragraphs; higher is easier."""

    section: str
    where: str
    ease: float


def reading_eases(pack: Pack, language: Language) -> Iterator[ReadingEase]:
    """The ease of every section and of every long paragraph of a translated pack.

    :raise ImportError: textstat, a development dependency, is not installed.
    """
    import textstat  # only where reading ease is measured

    if language.reading is None:
        return
    measure = getattr(textstat, language.reading.formula)
    textstat.set_lang(language.id)
    try:
        for section in pack.sections.values():
            yield ReadingEase(section.id, "", measure(_simplified(full_text(section), language)))
            for number, paragraph in enumerate(section.paragraphs, start=1):
                if len(paragraph.text.split()) >= MIN_PARAGRAPH_WORDS:
                    ease = measure(_simplified(paragraph.text, language))
                    yield ReadingEase(section.id, f"paragraph {number}", ease)
    finally:
        textstat.set_lang("en")


def _simplified(text: str, language: Language) -> str:
    """Without marks; a name that a reader meets anyway counts as a word of two syllables."""
    bare = re.sub(r"[*_“”«»¿]", "", text)
    known = "|".join(re.escape(name) for name in sorted(language.names, key=len, reverse=True))
    return re.sub(rf"\b(?:{known})\b", "casa", bare, flags=re.IGNORECASE) if known else bare
