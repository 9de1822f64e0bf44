"""Clinics that link to the check. They receive no data from it: people bring their results."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from app.core.region import Number


@dataclass(frozen=True)
class SiteWords:
    """A clinic's own texts in a language other than English."""

    languages: tuple[str, ...] = ()
    return_label: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """A clinic, as shown to visitors who came by its link; never affects the assessment.

    `code` is the opaque id in the link. `phone` is written as people write it. `return_url` is the
    clinic's own page; `notices` appear on its start page. `words` holds its texts in other
    languages by language tag. A `kiosk` is the clinic's own device: after `idle_seconds` it asks
    if somebody is there, and after `warning_seconds` more it clears the visit.
    """

    code: str
    name: str
    region: str
    phone: str = ""
    languages: tuple[str, ...] = ()
    return_label: str = ""
    return_url: str = ""
    notices: tuple[str, ...] = ()
    words: Mapping[str, SiteWords] = field(default_factory=dict)
    kiosk: bool = False
    idle_seconds: int = 180
    warning_seconds: int = 30

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The phone number as a `Number`; empty if there is none."""
        digits = re.sub(r"[^+0-9]", "", self.phone)
        return (Number(self.phone, digits, bare=True),) if digits else ()

    def localized(self, language: str, mark_as_english: Callable[[str], str]) -> "Site":
        """Return the site with its texts in another language.

        :param mark_as_english: applied to languages and notices that exist only in English; a
            return label without a translation becomes empty.
        """
        translated = self.words.get(language, SiteWords())
        return replace(
            self,
            languages=translated.languages or tuple(map(mark_as_english, self.languages)),
            return_label=translated.return_label,
            notices=translated.notices or tuple(map(mark_as_english, self.notices)),
        )
