"""A visitor over the network who retries as people do, and counts errors."""

import re
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from random import Random
from threading import Lock

from app.core.model import MEDICINE, Pack
from app.core.rule import Answers
from tests.visitor import Page

TRIES = 8


@dataclass
class Seen:
    """What all visitors saw together."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    addresses: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    headers: set[str] = field(default_factory=set)
    under_way: set[int] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    def count_response(self, status: int) -> None:
        """Count a response; the lock keeps threads from overwriting each other's counts."""
        with self.lock:
            self.statuses[status] += 1

    def count_failure(self, error: Exception) -> None:
        """Count a request that got no response."""
        with self.lock:
            self.broken[type(error).__name__] += 1


class Browser:
    """Follows redirects, keeps cookies, and retries after server errors."""

    def __init__(self, address: str, trust: ssl.SSLContext, seen: Seen) -> None:
        self.address, self.seen = address, seen
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trust),
            urllib.request.HTTPCookieProcessor(self.jar),
        )
        self.token = ""

    def get(self, path: str) -> Page:
        """Open a page."""
        return self._request(path, None)

    def post(self, path: str, **fields: object) -> Page:
        """Send a form and return the page that it leads to."""
        data = urllib.parse.urlencode({"csrf_token": self.token, **fields}, doseq=True)
        return self._request(path, data.encode())

    def _request(self, path: str, data: bytes | None) -> Page:
        for _ in range(TRIES):
            try:
                return self._request_once(path, data)
            except urllib.error.HTTPError as error:
                self.seen.count_response(error.code)
                if error.code < 500:
                    raise AssertionError(f"{path}: {error.code}") from error
            except (OSError, HTTPException) as error:
                self.seen.count_failure(error)
            time.sleep(0.3)
        raise AssertionError(f"no answer: {path}")

    def _request_once(self, path: str, data: bytes | None) -> Page:
        with self.opener.open(self.address + path, data, timeout=30) as response:
            page = Page(response.read().decode())
            self.seen.count_response(response.status)
            self.seen.addresses.add(response.url)
            self.seen.headers |= {f"{name}: {value}" for name, value in response.headers.items()}
        self.seen.titles.add(page.title)
        if found := re.search(r'name="csrf_token" value="([^"]+)"', page.html):
            self.token = found[1]
        return page


def random_answers(pack: Pack, random: Random) -> Answers:
    """Return random answers, half of the time with named medicines."""
    answers: dict[str, frozenset[str]] = {}
    for id, question in pack.questions.items():
        options = [option.id for option in question.visible_options if not option.quiet]
        chosen = random.sample(options, random.choice([0, 0, 1, 1, 2, 4]))
        answers[id] = frozenset(chosen or {"none"})
    if random.random() < 0.5:
        answers["medicines"] -= {"none"}
        answers[MEDICINE] = frozenset(random.sample(list(pack.medicines), random.randint(1, 4)))
    return answers


def visit(browser: Browser, answers: Answers) -> Page:
    """Answer every question on its page and open the result."""
    browser.get("/")
    browser.post("/start", region="us")
    for id in (id for id in answers if id != MEDICINE):
        browser.get(f"/check/{id}")
        named = {"medicine": sorted(answers.get(MEDICINE, ()))} if id == "medicines" else {}
        browser.post(f"/check/{id}", answer=sorted(answers[id]), **named)
    return browser.get("/result")
