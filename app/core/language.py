"""Another language than English: the words for each sentence, and who stands behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Readability:
    """How easily a language is to be read: a formula of textstat, its limit, and what to reach.

    Higher is easier.
    """

    formula: str
    limit: int
    target: int


@dataclass(frozen=True)
class Language:
    """A language in which everything can be read. `direction` is ltr or rtl.

    `texts` has the words for each English text; one that is not there has none yet. Dates are
    YYYY-MM-DD. A reviewer is a qualified translator who is not the one who translated. `banned` are
    phrases that nothing may say, `measures` and `numbers` the words in which an amount would be
    said, and `names` words that a reader meets anyway when reading ease is measured.
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
