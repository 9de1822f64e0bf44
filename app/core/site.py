"""A clinic that links to the check. It receives nothing from us: the person carries the result."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from app.core.region import Number


@dataclass(frozen=True)
class SiteWords:
    """What a clinic says of itself in another language than English."""

    languages: tuple[str, ...] = ()
    return_label: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """What a visit that began at a clinic's link shows of the clinic; never a part of a judgement.

    `code` stands in the clinic's link and says nothing about it. `phone` is as people write it.
    `return_url` is where its own page stands; `notices` are its own texts for its start page.
    `words` are its texts in other languages, by their tags. A `kiosk` is a device of its own: after
    `idle_seconds` it asks whether somebody is there, and after `warning_seconds` more it clears
    itself.
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
        """Its phone, ready to call; none where it has none."""
        digits = re.sub(r"[^+0-9]", "", self.phone)
        return (Number(self.phone, digits, bare=True),) if digits else ()

    def localized(self, language: str, english: Callable[[str], str]) -> "Site":
        """The same clinic on a page in a language; `english` marks what it has in English only."""
        own = self.words.get(language, SiteWords())
        return replace(
            self,
            languages=own.languages or tuple(map(english, self.languages)),
            return_label=own.return_label,
            notices=own.notices or tuple(map(english, self.notices)),
        )
