"""For those who run the check: whether it lives, whether it is ready, and whom to write to."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Flask, Response, abort, current_app
from werkzeug.middleware.proxy_fix import ProxyFix

from app.config import Settings
from app.web.visit.context import the_pack

VALID = timedelta(days=180)
"""How long `security.txt` may be relied on after a start; less than the year of RFC 9116, 2.5.5."""

bp = Blueprint("operations", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    """Answer those who watch; believe as many proxies about the visitor as are ours."""
    if n := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n, x_prefix=n)  # type: ignore[method-assign]  # as WSGI middleware is added
    until = datetime.now(UTC).replace(microsecond=0) + VALID
    lines = (f"Contact: {settings.security_contact}", f"Expires: {until.isoformat()}")
    app.extensions["security.txt"] = "\n".join(lines) + "\n" if settings.security_contact else ""
    app.register_blueprint(bp)


@bp.get("/healthz")
def alive() -> Response:
    """This process answers."""
    return plain("alive\n")


@bp.get("/readyz")
def ready() -> Response:
    """The content is loaded; which one."""
    return plain(f"ready {the_pack().version} {the_pack().digest}\n")


@bp.get("/robots.txt")
def robots() -> Response:
    """What search engines need not look at; every page asks them not to list it, too."""
    return plain("User-agent: *\nDisallow: /check/\nDisallow: /result\nDisallow: /leave\n")


@bp.get("/.well-known/security.txt")
def security() -> Response:
    """Whom to tell of a weakness (RFC 9116), where those who run this have said so."""
    return plain(current_app.extensions["security.txt"] or abort(404))


def plain(text: str) -> Response:
    """A few words for machines."""
    return Response(text, mimetype="text/plain")
