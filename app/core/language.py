"""A language other than English: its texts, translator, reviewer and the rules to check it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Readability:
    """Required reading ease: a textstat formula, the lowest score allowed, and the target score.

    A higher score is easier to read.
    """

    formula: str
    limit: int
    target: int


@dataclass(frozen=True)
class Language:
    """A language of the content and the pages. `direction` is ltr or rtl.

    `texts` maps English texts to translations; a missing text is not translated yet. The reviewer
    is a qualified translator other than the translator; `reviewed_on` is YYYY-MM-DD. `banned`
    phrases must not appear anywhere. `measures` and `numbers` are the units and number words by
    which amounts are detected. `names` count as two syllables when reading ease is measured.
    """

    id: str
    name: str
    translator: str
    direction: str = "ltr"
    reviewer: str = ""
    reviewed_on: str = ""
    banned: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reading: Readability | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
