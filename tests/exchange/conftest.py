"""What tests of files share."""

import pytest

from app.core.medicines.index import Index
from app.core.model import Pack


@pytest.fixture(scope="session")
def index(pack: Pack) -> Index:
    """The names of medicines, ready to be looked up."""
    return Index(pack.medicines.values(), pack.ambiguous, pack.reading)
