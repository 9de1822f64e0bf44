"""How much one sender may send: the size of a post, and posts in a minute."""

import math
import time
from collections import Counter
from hashlib import blake2b
from threading import Lock

from flask import Flask, current_app
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests

from app.config import LONGEST_WINDOW, Settings
from app.web.http.asked import MOST_FIELDS, Asked

PATIENCE = 0.25
"""Seconds to wait for the store of counts; without it each process counts for itself."""

MOST_KEY = 64
"""Bytes of a key that BLAKE2b takes (RFC 7693, 2.1)."""

AWAY = 5
"""Seconds for which a store of counts that did not answer is not asked again."""


class Window:
    """Counts of this process alone, for all senders from one moment to the same next one.

    The library's own store in memory starts a thread a hundred times a second to clean up.
    """

    def __init__(self, rate: RateLimitItem) -> None:
        self.rate = rate
        self.ends = 0.0
        self.counts: Counter[str] = Counter()
        self.one_at_a_time = Lock()

    def wait_after(self, sender: str) -> float:
        """One post more; the seconds that its sender has to wait, 0 where it is not too many."""
        now = time.monotonic()
        with self.one_at_a_time:
            if now >= self.ends:
                self.ends = now + self.rate.get_expiry()
                self.counts.clear()
            self.counts[sender] += 1
            return self.ends - now if self.counts[sender] > self.rate.amount else 0.0

    def forget(self) -> None:
        """Drop all counts."""
        with self.one_at_a_time:
            self.counts.clear()


class Posts:
    """Counts the posts of each sender in a store, or in this process while there is none."""

    def __init__(self, rate: str, uri: str, secret: str) -> None:
        self.rate = parse(rate)
        self.key = secret.encode()[:MOST_KEY]
        self.own = Window(self.rate)
        self.store = shared(uri) if uri.startswith("redis") else None
        self.away_until = 0.0

    def sender(self, address: str) -> str:
        """Who sends, as a keyed hash: counting needs no address, and none is kept."""
        return blake2b(address.encode(), key=self.key, digest_size=16, person=b"posts").hexdigest()

    def count(self, sender: str) -> None:
        """One post more.

        :raise TooManyRequests: it is one too many; says how many seconds to wait.
        """
        if wait := math.ceil(self._wait_after(sender)):
            raise TooManyRequests(retry_after=min(wait, LONGEST_WINDOW))

    def _wait_after(self, sender: str) -> float:
        if self.store and time.monotonic() >= self.away_until:
            try:
                wait = wait_in(self.store, self.rate, sender)
            except StorageError:
                self.away_until = time.monotonic() + AWAY
            else:
                self.own.forget()
                return wait
        return self.own.wait_after(sender)


def wait_in(store: FixedWindowRateLimiter, rate: RateLimitItem, sender: str) -> float:
    """One post more in a store; the seconds that its sender has to wait.

    :raise StorageError: it does not answer.
    """
    if store.hit(rate, sender):
        return 0.0
    return max(1.0, store.get_window_stats(rate, sender).reset_time - time.time())


def shared(uri: str) -> FixedWindowRateLimiter:
    """The store that several processes count in."""
    patience = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    return FixedWindowRateLimiter(storage_from_string(uri, wrap_exceptions=True, **patience))


def init_app(app: Flask, settings: Settings) -> None:
    """Refuse what is too large, and too many posts from one address."""
    app.request_class = Asked
    rate, uri = settings.ratelimit, settings.ratelimit_storage_uri
    app.extensions["posts"] = Posts(rate, uri, settings.wtf_csrf_secret_key)


def count_posts(asked: Asked) -> None:
    """Count a post; reading is free, and nothing may ever keep somebody's answers on a device.

    :raise TooManyRequests: this sender posts too often.
    """
    if asked.endpoint not in ("pages.forget", "kiosk.stay"):
        posts: Posts = current_app.extensions["posts"]
        posts.count(posts.sender(asked.remote_addr or ""))


def read_form(asked: Asked) -> None:
    """Read what was sent before anything else does, so that what is too large is refused once.

    :raise RequestEntityTooLarge: as every later look at the form would.
    """
    form = asked.form
    if sum(map(len, form.listvalues())) > MOST_FIELDS:
        raise RequestEntityTooLarge
    asked.sent = form
