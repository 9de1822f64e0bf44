"""What tests of the web share: somebody on the medicines page."""

import pytest

from tests.visitor import Visitor
from tests.web.medicines_page import PATH


@pytest.fixture
def there(begun: Visitor) -> Visitor:
    """Somebody who has come to the medicines page."""
    begun.get(PATH)
    return begun
