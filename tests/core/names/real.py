"""The real table of medicines: its names, and what a text is understood as."""

from app.config import folder
from app.content.load.pack import load_pack
from app.core.medicines.index import Index
from app.core.medicines.spelling import key
from app.core.medicines.tokenizer import find

PACK = load_pack(folder("questions"))
MEANT = {key(term): medicine for medicine in PACK.medicines.values() for term in medicine.terms}


def matched(index: Index, text: str) -> list[str | None]:
    """The names of the medicines that a text is understood as; None where it is not."""
    return [found.term.medicine.id if found.term else None for found in find(index, text)]


def statuses(index: Index, text: str) -> list[str]:
    return [found.status for found in find(index, text)]
