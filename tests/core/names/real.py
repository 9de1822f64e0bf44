"""The real table of medicines, and short forms of what the index finds in a text."""

from app.core.medicines.index import MedicineIndex
from app.core.medicines.spelling import normalize
from app.core.medicines.tokenizer import find_medicines
from tests.real import PACK

MEANT = {
    normalize(term): medicine for medicine in PACK.medicines.values() for term in medicine.terms
}


def matched(index: MedicineIndex, text: str) -> list[str | None]:
    """Return the id of the medicine matched for each name in a text; None if not matched."""
    return [
        result.match.medicine.id if result.match else None for result in find_medicines(index, text)
    ]


def statuses(index: MedicineIndex, text: str) -> list[str]:
    """Return the status of each name in a text."""
    return [result.status for result in find_medicines(index, text)]
