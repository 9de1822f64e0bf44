"""Rendered HTML with slots, and the cache that keeps it.

What does not depend on the visitor is rendered once. A template leaves a slot where a visitor's own
text goes; each response fills them. No answer is ever part of a cache key or of cached HTML.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Generic, TypeVar

from markupsafe import Markup

T = TypeVar("T")

MARK = f"\x00{secrets.token_hex(8)}:"
"""What begins a slot: new in every process, so that no text of a visitor can be one."""

SLOT = re.compile(f"{MARK}([^\x00]+)\x00")


def slot(name: str) -> Markup:
    """Return a placeholder that is filled in for each visitor."""
    return Markup(f"{MARK}{name}\x00")  # noqa: S704  # nosec B704  # a name that a template of ours gives


class Fragment:
    """Rendered HTML with named slots. `slots` has their names, in order."""

    def __init__(self, html: str) -> None:
        parts = SLOT.split(html)
        self._start, self._rest = parts[0], parts[2::2]
        self.slots = tuple(parts[1::2])

    def fill(self, values: Mapping[str, str]) -> Markup:
        """Return the HTML with values in its slots; they must be escaped already.

        :raise KeyError: a slot has no value.
        """
        pieces = [self._start]
        for name, text in zip(self.slots, self._rest, strict=True):
            pieces += (values[name], text)
        return Markup("".join(pieces))  # noqa: S704  # nosec B704  # rendered with autoescaping


class PageCache(Generic[T]):
    """Keeps what is rendered once, by key; bounded, and drops the oldest."""

    def __init__(self, max_entries: int) -> None:
        self._entries: dict[Hashable, T] = {}
        self._max_entries = max_entries
        self._lock = Lock()

    def get(self, key: Hashable, render: Callable[[], T]) -> T:
        """Return what is kept under a key; the first time, it is rendered."""
        entry = self._entries.get(key)
        if entry is None:
            entry = render()
            with self._lock:
                while len(self._entries) >= self._max_entries:
                    del self._entries[next(iter(self._entries))]
                self._entries[key] = entry
        return entry
