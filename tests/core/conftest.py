"""Shared fixtures for the tests of typed names."""

import pytest

from app.core.medicines.index import MedicineIndex
from app.core.model import Pack
from tests.core.names.real import PACK


def index_of(pack: Pack) -> MedicineIndex:
    """Return the index of all names in a pack."""
    return MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules)


@pytest.fixture(scope="module")
def index() -> MedicineIndex:
    """The index of the real table of medicines."""
    return index_of(PACK)
