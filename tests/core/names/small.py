"""Word lists and rows for a small table of medicines."""

from app.core.medicines.model import Medicine
from app.core.medicines.spelling import NameRules
from app.core.rule import Statement

READING = NameRules(
    exact_only=("bars", "molly", "stadium", "la roca"),
    fillers=("my", "a", "the", "la"),
    forms=("tablet", "tablets", "cream", "er", "day", "times"),
    notes=("for", "para"),
    reasons=("fat", "grasa", "white", "one", "sleep"),
    units=("mg", "hour"),
    nothing=("none", "n/a"),
)


def medicine(id: str, option: str, *terms: str) -> Medicine:
    """Return a medicine that implies one option."""
    substance = Statement(("medicine", id), frozenset({("medicines", option)}))
    return Medicine(id, "group", "for a test", (substance,), (id, *terms))
