"""Sampling of exhaustive tests: `make test` runs a sample, `make audit` everything."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

WHOLE = bool(os.environ.get("WHOLE"))
"""True in `make audit`."""


def sample(items: Sequence[T], every: int) -> Sequence[T]:
    """Return one in `every` items; in `make audit`, return all of them."""
    return items if WHOLE else items[::every]
