"""A clinic that links to the check. It receives nothing from us: the person carries the result."""

import re
from dataclasses import dataclass

from app.core.region import Number


@dataclass(frozen=True)
class Site:
    """What a visit that began at a clinic's link shows of the clinic; never a part of a judgement.

    `code` stands in the clinic's link and says nothing about it. `phone` is as people write it.
    `return_url` is where its own page stands; `notices` are its own texts for its start page. A
    `kiosk` is a device of its own: after `idle_seconds` it asks whether somebody is there, and
    after `warning_seconds` more it clears itself.
    """

    code: str
    name: str
    region: str
    phone: str = ""
    languages: tuple[str, ...] = ()
    return_label: str = ""
    return_url: str = ""
    notices: tuple[str, ...] = ()
    kiosk: bool = False
    idle_seconds: int = 180
    warning_seconds: int = 30

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Its phone, ready to call; none where it has none."""
        digits = re.sub(r"[^+0-9]", "", self.phone)
        return (Number(self.phone, digits, bare=True),) if digits else ()
