"""For those who run the check: is it alive, is it ready, and whom to write to."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, abort, current_app

from app.services import services

SECURITY_TXT_LIFETIME = timedelta(days=180)
"""How long `security.txt` may be relied on; less than the year of RFC 9116, 2.5.5."""

bp = Blueprint("operations", __name__)


@bp.get("/healthz")
def alive() -> Response:
    """Say that this process answers."""
    return text_response("alive\n")


@bp.get("/readyz")
def ready() -> Response:
    """Say that the content is loaded, and which one."""
    pack = services().english.pack
    return text_response(f"ready {pack.version} {pack.digest}\n")


@bp.get("/robots.txt")
def robots() -> Response:
    """Name what search engines need not look at; every page asks not to be listed, too."""
    return text_response("User-agent: *\nDisallow: /check/\nDisallow: /result\nDisallow: /leave\n")


@bp.get("/.well-known/security.txt")
def security() -> Response:
    """Say whom to tell of a weakness (RFC 9116), if `SECURITY_CONTACT` is set."""
    contact = current_app.config["SECURITY_CONTACT"] or abort(404)
    expires = datetime.now(UTC).replace(microsecond=0) + SECURITY_TXT_LIFETIME
    return text_response(f"Contact: {contact}\nExpires: {expires.isoformat()}\n")


def text_response(text: str) -> Response:
    """Return a few words for machines."""
    return Response(text, mimetype="text/plain")
