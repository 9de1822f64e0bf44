"""How much a client may send: the size of a POST, and posts per minute."""

import math
import time
from collections.abc import Container
from hashlib import blake2b
from threading import Lock

from flask import Flask, request
from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, TooManyRequests

from app.config import MAX_WINDOW

MAX_BODY = 64 * 1024
"""Bytes of a POST: the heaviest page of medicines, with 60 names to ask about, sends 15,000."""

MAX_FIELDS = 500
"""Fields of a POST; the heaviest page sends about 250."""

MAX_KEY = 64
"""Bytes of a key that BLAKE2b takes (RFC 7693, 2.1)."""

STORE_TIMEOUT = 0.25
"""Seconds to wait for the shared store; without it each process counts for itself."""

STORE_RETRY_AFTER = 5
"""Seconds for which a store that did not answer is not asked again."""


NO_FIELDS: ImmutableMultiDict[str, str] = ImmutableMultiDict()


class ProcessStorage(MemoryStorage):
    """The counts of this process.

    `MemoryStorage` starts a timer thread for its cleanup at nearly every hit; this one drops what
    has expired once a window.
    """

    STORAGE_SCHEME = ["process"]  # noqa: RUF012  # as the library declares it

    def __init__(self) -> None:
        super().__init__()
        self.timer.cancel()
        self.timer.join()
        self._lock = Lock()
        self._cleanup_at = 0.0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Add to a count that lasts `expiry` seconds from its first hit; return the sum."""
        now = time.time()
        with self._lock:
            if now >= self._cleanup_at:
                self._drop_expired(now)
                self._cleanup_at = now + expiry
            if self.expirations.get(key, 0) <= now:
                self.storage[key] = 0
                self.expirations[key] = now + expiry
            self.storage[key] += amount
            return self.storage[key]

    def get(self, key: str) -> int:
        """Return a count; 0 once it has expired."""
        with self._lock:
            return self.storage[key] if self.expirations.get(key, 0) > time.time() else 0

    def reset(self) -> None:
        """Drop all counts."""
        with self._lock:
            self.storage.clear()
            self.expirations.clear()

    def _drop_expired(self, now: float) -> None:
        for key in [key for key, ends in self.expirations.items() if ends <= now]:
            del self.storage[key], self.expirations[key]


class PostLimiter:
    """Counts the posts of each client in a shared store, or in this process while it is away.

    :param rate: such as "600 per minute".
    :param storage_uri: `memory://`, or a Redis store that several processes share.
    :param secret: the key under which clients are hashed.
    """

    def __init__(self, rate: str, storage_uri: str, secret: str) -> None:
        self.rate = parse(rate)
        self.local = FixedWindowRateLimiter(ProcessStorage())
        self.shared = _shared(storage_uri) if storage_uri.startswith("redis") else None
        self.retry_shared_at = 0.0
        self._key = secret.encode()[:MAX_KEY]

    def client(self, address: str) -> str:
        """Return a keyed hash of a client's address: no address is stored."""
        digest = blake2b(address.encode(), key=self._key, digest_size=16, person=b"posts")
        return digest.hexdigest()

    def hit(self, client: str) -> None:
        """Count a post.

        :raise TooManyRequests: with the seconds to wait.
        """
        if seconds := math.ceil(self._retry_after(client)):
            raise TooManyRequests(retry_after=min(seconds, MAX_WINDOW))

    def _retry_after(self, client: str) -> float:
        if self.shared and time.monotonic() >= self.retry_shared_at:
            try:
                seconds = self._hit(self.shared, client)
            except StorageError:
                self.retry_shared_at = time.monotonic() + STORE_RETRY_AFTER
            else:
                self.local.storage.reset()
                return seconds
        return self._hit(self.local, client)

    def _hit(self, limiter: FixedWindowRateLimiter, client: str) -> float:
        """Count a post; return the seconds to wait, 0 if it is not too many."""
        if limiter.hit(self.rate, client):
            return 0.0
        return max(1.0, limiter.get_window_stats(self.rate, client).reset_time - time.time())


def _shared(uri: str) -> FixedWindowRateLimiter:
    timeouts = {"socket_connect_timeout": STORE_TIMEOUT, "socket_timeout": STORE_TIMEOUT}
    return FixedWindowRateLimiter(storage_from_string(uri, wrap_exceptions=True, **timeouts))


def limit_body(app: Flask) -> None:
    """Refuse a POST that is too large, before anything reads it."""
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    app.config["MAX_FORM_PARTS"] = MAX_FIELDS
    app.before_request(read_form)


def read_form() -> None:
    """Parse the form of a POST; what any other request brings is not read.

    :raise RequestEntityTooLarge: it is too large. Then `request.form` is empty: the error page
        must not parse the body again.
    """
    if request.method != "POST":
        request.form = NO_FIELDS
        return
    try:
        if sum(map(len, request.form.listvalues())) > MAX_FIELDS:
            raise RequestEntityTooLarge
    except HTTPException:  # too large, or the client went away
        request.form = NO_FIELDS
        raise


def limit_rate(app: Flask, limiter: PostLimiter, unlimited: Container[str] = ()) -> None:
    """Count every POST, but for some endpoints; a GET is never counted."""
    app.extensions["post_limiter"] = limiter

    def count_post() -> None:
        if request.method == "POST" and request.endpoint not in unlimited:
            limiter.hit(limiter.client(request.remote_addr or ""))

    app.before_request(count_post)
