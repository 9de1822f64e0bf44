"""Promise 1 on the real content: one more answer never gives a milder result."""

import pytest

from app.core.proof import max_clauses, prove
from tests.real import PACK


@pytest.mark.slow
def test_the_real_content_keeps_the_promise() -> None:
    proof = prove(PACK)
    assert proof.breaches == ()
    assert proof.visits > 100_000
    assert proof.size >= max_clauses(PACK)
