"""Every response equals the recorded one: status, headers and body, byte for byte."""

import json
from pathlib import Path

from flask import Flask

from app.core.model import Pack
from tests.golden.recording import record

GOLDEN = Path(__file__).parent / "pages.json"


def test_every_response_is_the_recorded_one(app: Flask, pack: Pack) -> None:
    """After an intended change, run `make golden` and give the reason in the commit."""
    found, _ = record(app, pack)
    expected = json.loads(GOLDEN.read_text("utf-8"))
    assert found.keys() == expected.keys()
    differing = [name for name in expected if found[name] != expected[name]]
    assert differing == []
