"""What is exhaustive: `make test` takes a sample of it, `make audit` all of it."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

WHOLE = bool(os.environ.get("WHOLE"))
"""Set by `make audit`."""


def sample(items: Sequence[T], every: int) -> Sequence[T]:
    """Return one item of so many; in `make audit`, all of them."""
    return items if WHOLE else items[::every]
