"""Fixtures for the web tests."""

import pytest

from tests.visitor import Visitor
from tests.web.medicines_page import PATH


@pytest.fixture
def there(begun: Visitor) -> Visitor:
    """Return a visitor who has opened the medicines page."""
    begun.get(PATH)
    return begun
