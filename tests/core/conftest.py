"""What tests of typed names share: the real table, ready to be looked up."""

import pytest

from app.core.medicines.index import Index
from app.core.model import Pack
from tests.core.names.real import PACK


def index_of(pack: Pack) -> Index:
    return Index(pack.medicines.values(), pack.ambiguous, pack.reading)


@pytest.fixture(scope="module")
def index() -> Index:
    """The names of the real table, ready to be looked up."""
    return index_of(PACK)
