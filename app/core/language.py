"""Another language than English: the words for each sentence, and who stands behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Language:
    """A language in which everything can be read. `direction` is ltr or rtl.

    `texts` has the words for each English text; one that is not there has none yet. Dates are
    YYYY-MM-DD. A reviewer is a qualified translator who is not the one who translated.
    """

    id: str
    name: str
    translator: str
    direction: str = "ltr"
    reviewer: str = ""
    reviewed_on: str = ""
    banned: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
