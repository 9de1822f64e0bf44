"""The request that is answered: how much it may bring, and what it brought."""

from typing import Literal

from flask import Request, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

MOST_BODY = 64 * 1024
"""Bytes of a post: the heaviest page of medicines, with 60 names asked about, sends 15,000."""

MOST_FIELDS = 500
"""Fields of a post; the heaviest page sends about 250."""


class Asked(Request):
    """A request.

    `sent`: the fields of a form, once they were read. `again`: why the page of a form that was sent
    is shown once more. Flask would look up the three limits in its settings, eight times a post.
    """

    max_content_length = MOST_BODY
    max_form_memory_size = MOST_BODY
    max_form_parts = MOST_FIELDS

    sent: MultiDict[str, str] = ImmutableMultiDict()
    again: Literal["", "token", "busy"] = ""

    def brought(self, name: str) -> str:
        """A field of the form; empty where it has none."""
        return self.sent[name] if name in self.sent else ""  # noqa: SIM401  # its `get` raises first

    def says(self, name: str) -> bool:
        """Whether its address says something of the page, behind the question mark."""
        return bool(self.query_string) and name in self.args


def asking() -> Asked:
    """The request that is answered: Flask's own, looked up once."""
    found: Asked = request._get_current_object()  # type: ignore[attr-defined]  # of a proxy
    return found
