"""How easily another language is to be read, by the formula that its file names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.content.reading import LONG, whole
from app.core.language import Language
from app.core.model import Pack


@dataclass(frozen=True)
class Ease:
    """The reading ease of a section, or of one of its long paragraphs; higher is easier."""

    section: str
    where: str
    ease: float


def eases(pack: Pack, language: Language) -> Iterator[Ease]:
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
            yield Ease(section.id, "", measure(_plain(whole(section), language)))
            for number, paragraph in enumerate(section.paragraphs, start=1):
                if len(paragraph.text.split()) >= LONG:
                    ease = measure(_plain(paragraph.text, language))
                    yield Ease(section.id, f"paragraph {number}", ease)
    finally:
        textstat.set_lang("en")


def _plain(text: str, language: Language) -> str:
    """Without marks; a name that a reader meets anyway counts as a word of two syllables."""
    bare = re.sub(r"[*_“”«»¿]", "", text)
    known = "|".join(re.escape(name) for name in sorted(language.names, key=len, reverse=True))
    return re.sub(rf"\b(?:{known})\b", "casa", bare, flags=re.IGNORECASE) if known else bare
