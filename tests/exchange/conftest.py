"""Fixtures for the tests of the exchange package."""

import pytest

from app.core.medicines.index import MedicineIndex
from app.core.model import Pack


@pytest.fixture(scope="session")
def index(pack: Pack) -> MedicineIndex:
    """The index of all medicine names."""
    return MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules)
