"""What tests of typed names share: the real table, ready to be looked up."""

import pytest

from app.core.medicines.index import MedicineIndex
from app.core.model import Pack
from tests.core.names.real import PACK


def index_of(pack: Pack) -> MedicineIndex:
    return MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules)


@pytest.fixture(scope="module")
def index() -> MedicineIndex:
    """The names of the real table, ready to be looked up."""
    return index_of(PACK)
