"""What tests of files share."""

import pytest

from app.core.medicines.index import MedicineIndex
from app.core.model import Pack


@pytest.fixture(scope="session")
def index(pack: Pack) -> MedicineIndex:
    """The names of medicines, ready to be looked up."""
    return MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules)
