"""Random requests: answered in time, never with a server error, always with a way to continue."""

import time
from collections import Counter
from pathlib import Path
from random import Random

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.model import Pack
from tests.sampling import WHOLE

REQUESTS = 20_000 if WHOLE else 1_000
MAX_SECONDS = 5.0
"""Seconds that one request may take on a busy machine."""

METHODS = ["GET"] * 8 + ["POST"] * 8 + ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"]
TEXTS = [
    "",
    "none",
    "\x00",
    "é\u202e\U0001f4a5",
    "a" * 3000,
    "../../etc",
    "%00%ff",
    "1, 2\r\nX: y",
    "{{7*7}}",
]
FIELDS = [
    "answer",
    "names",
    "medicine",
    "find",
    "region",
    "csrf_token",
    "near-1",
    "asked-1",
    "left-1",
]
HEADERS = [
    "Accept",
    "Accept-Language",
    "Origin",
    "Sec-Fetch-Site",
    "Sec-Purpose",
    "X-Forwarded-For",
]
HEADERS += [
    "X-Forwarded-Prefix",
    "X-Forwarded-Host",
    "Referer",
    "Content-Type",
    "Range",
    "If-None-Match",
]
TYPES = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "x",
]


def paths(app: Flask, pack: Pack) -> list[str]:
    """Return a path for every route, and some that match none."""
    ids = [*pack.questions, *list(pack.sections)[:6], "nope", "é", "answers"]
    known = [rule.rule for rule in app.url_map.iter_rules()]
    paths = [rule.replace("<id>", id).replace("<name>", id) for rule in known for id in ids]
    return [*dict.fromkeys(paths), "//", "/%2e%2e/", "/check/", "/a" * 500]


def one_of(random: Random, values: list[str]) -> str:
    """Return one of these values, sometimes with a random suffix."""
    suffix = chr(random.randrange(1, 0x2FF)) * random.choice([0, 0, 0, 1, 20])
    return random.choice(values) + suffix


def body(random: Random, options: list[str], token: str) -> dict[str, list[str]] | bytes:
    """Return a form with random values, or random bytes."""
    if random.random() < 0.1:
        return random.randbytes(random.choice([0, 10, 5000, 70_000]))
    fields: dict[str, list[str]] = {"csrf_token": [token]} if random.random() < 0.7 else {}
    for _ in range(random.randrange(6)):
        values = options if random.random() < 0.7 else TEXTS
        fields.setdefault(random.choice(FIELDS), []).append(one_of(random, values))
    return fields


def headers(random: Random) -> list[tuple[str, str]]:
    """Return a few headers, some with nonsense values."""
    names = random.sample(HEADERS, random.randrange(4))
    texts = [
        text.replace("\r\n", "") for text in (*TEXTS, *TYPES, "null", "cross-site", "bytes=0-9")
    ]
    return [
        (name, random.choice(texts).encode("latin-1", "ignore").decode("latin-1")) for name in names
    ]


def memory() -> float:
    """Return the memory of this process, in megabytes."""
    return int(Path("/proc/self/statm").read_text("utf-8").split()[1]) * 4096 / 1e6


def test_thousands_of_requests_are_answered(app: Flask, pack: Pack) -> None:
    random = Random(20261125)  # noqa: S311  # repeatable, not secret
    known_paths = paths(app, pack)
    options = [option.id for question in pack.questions.values() for option in question.option]
    options += [*pack.regions, "lithium", "zoloft, xanax", "heart pill"]
    client, token, memory_before, statuses = app.test_client(), "", 0.0, Counter[int]()
    for number in range(REQUESTS):
        if number % 50 == 0:
            client, token = started_client(app)
        if random.random() < 0.05:
            client.set_cookie(
                "visit", one_of(random, TEXTS[1:2] + TEXTS[4:5]).encode("ascii", "ignore").decode()
            )
        method, path = random.choice(METHODS), random.choice(known_paths)
        started = time.perf_counter()
        response = client.open(
            path, method=method, data=body(random, options, token), headers=headers(random)
        )
        assert time.perf_counter() - started < MAX_SECONDS, (number, method, path)
        statuses[response.status_code] += 1
        assert response.status_code < 500, (number, method, path)
        if response.status_code >= 400 and method != "HEAD":
            assert 'href="/"' in response.text, (number, method, path, response.status_code)
        if number == REQUESTS // 4:
            memory_before = memory()
    assert memory() - memory_before < 30, "memory grows"
    assert len(statuses) >= 6


def started_client(app: Flask) -> tuple[FlaskClient, str]:
    """Return a client that has started a visit, and the CSRF token of its forms."""
    client = app.test_client()
    token = client.get("/").text.split('name="csrf_token" value="')[1].split('"')[0]
    client.post("/start", data={"region": "us", "csrf_token": token})
    return client, token


@settings(max_examples=200)
@given(st.text(max_size=60), st.binary(max_size=200), st.sampled_from(["GET", "POST"]))
def test_any_address_and_any_body_give_a_page(
    app: Flask, path: str, data: bytes, method: str
) -> None:
    response = app.test_client().open(f"/x{path}", method=method, data=data)
    assert response.status_code < 500
