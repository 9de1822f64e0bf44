"""The speed of lookups: bounded for any text, and little slower in a larger table."""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.medicines.index import MedicineIndex
from app.core.medicines.tokenizer import find_medicines


@settings(max_examples=300)
@given(st.text(max_size=2000))
def test_any_text_gives_an_answer_in_bounded_time(index: MedicineIndex, text: str) -> None:
    began = time.process_time()
    for result in find_medicines(index, text):
        assert result.status in ("matched", "ambiguous", "unknown")
        assert bool(result.match) == (result.status == "matched")
    assert time.process_time() - began < 2


@pytest.mark.audit
def test_looking_up_is_fast_and_stays_so_when_the_table_grows() -> None:
    """Times a separate process, which coverage does not slow down; see `make bench`."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.medicine_names", "--json"],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
    )
    figures = json.loads(ran.stdout)
    assert figures["median_ms"] < 1
    assert median(figures["grown"]) <= 2
    assert min(figures["index_ms"]) < 500
