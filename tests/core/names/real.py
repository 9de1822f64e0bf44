"""The real table of medicines: its names, and what a text is understood as."""

from app.config import folder
from app.content.load.pack import load_pack
from app.core.medicines.index import MedicineIndex
from app.core.medicines.spelling import normalize
from app.core.medicines.tokenizer import find_medicines

PACK = load_pack(folder("questions"))
MEANT = {
    normalize(term): medicine for medicine in PACK.medicines.values() for term in medicine.terms
}


def matched(index: MedicineIndex, text: str) -> list[str | None]:
    """The names of the medicines that a text is understood as; None where it is not."""
    return [
        found.match.medicine.id if found.match else None for found in find_medicines(index, text)
    ]


def statuses(index: MedicineIndex, text: str) -> list[str]:
    return [found.status for found in find_medicines(index, text)]
