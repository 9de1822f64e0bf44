"""For clinics: the link, a poster, the check on paper, and waiting-room devices (kiosks).

Left alone, a kiosk asks whether somebody is there, and then clears itself. The timer is the
browser's, set by a header, so that it runs without script; a script, where there is one, restarts
it whenever somebody does something.
"""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from app.web.http.session import IDLE_TIMEOUT, session
from app.web.rendering.i18n import gettext_text, url_root
from app.web.rendering.markup import qr_code
from app.web.visit import state
from app.web.visit.context import (
    is_kiosk,
    page_context,
    public_url,
    start_url,
)
from app.web.visit.render import render_page

bp = Blueprint("clinics", __name__)

BUTTON = (
    '<a href="{}" style="display:inline-block;padding:14px 24px;border-radius:12px;'
    'border:2px solid #3b3a7a;color:#3b3a7a;font-weight:bold;text-decoration:none">'
    "{}</a>"
)
"""A link with its words, for a clinic's page, where our stylesheet is not."""

UNUSED_TIMEOUT = IDLE_TIMEOUT // 2
"""Seconds after which a kiosk's unused start page renews its cookie, long before that expires."""


@dataclass(frozen=True)
class IdleTimer:
    """After so many seconds without any action, the page goes to `url` by itself."""

    seconds: int
    url: str


def init_app(app: Flask) -> None:
    """Give pages of kiosks their timer, if any clinic has one."""
    if any(site.kiosk for site in app.extensions["services"].english.sites.values()):
        app.after_request(set_refresh_header)


@bp.get("/for-clinics")
@bp.get("/s/<code>/for-clinics")
def kit(code: str = "") -> ResponseReturnValue:
    """Show the link, as text, as a button and in a sentence, and what a clinic should know."""
    if code and page_context().site is None:
        return redirect(url_for("clinics.kit"))
    address, label = start_address(), escape(gettext_text("Check kratom against your health"))
    slots = {"address": escape(address), "button": escape(BUTTON.format(address, label))}
    return render_page("for-clinics.html", slots=slots, cached=True, by_place=True)


@bp.get("/s/<code>/poster")
def poster(code: str) -> ResponseReturnValue:
    """Show a sheet for the wall. A kiosk has none: its link is for that device only."""
    site = page_context().site
    if site is None or site.kiosk:
        return redirect(url_for("clinics.kit", code=site.code if site else None))
    address = start_address()
    short = address.removeprefix("https://").removeprefix("http://")
    slots = {"address": escape(short), "qr": qr_code(address)}
    return render_page("poster.html", slots=slots, cached=True, by_place=True)


@bp.get("/paper")
@bp.get("/s/<code>/paper")
def paper(code: str = "") -> ResponseReturnValue:
    """Show all questions with boxes to tick, and a key to the same levels and sections."""
    if code and page_context().site is None:
        return redirect(url_for("clinics.paper"))
    return render_page("paper.html", cached=True, by_place=True)


@bp.get("/paper/names")
def names() -> ResponseReturnValue:
    """Show every name of a medicine with the boxes to tick for it, for whoever reads the key."""
    return render_page("paper-names.html", cached=True)


@bp.get("/s/<code>/still-there")
def ask_presence(code: str) -> ResponseReturnValue:
    """Ask whether somebody is there, for as long as they are given to say so."""
    if not is_kiosk():
        return redirect(url_for("start.start_at", code=code))
    return render_page("still-there.html", lambda: {"page": request.args.get("page", "")})


@bp.post("/s/<code>/still-there")
def confirm_presence(code: str) -> ResponseReturnValue:
    """Go back to the page where time ran out, and save the session anew. Needs no token."""
    if session.expired:
        return redirect(url_for("start.start_at", code=code), 303)
    return redirect(kiosk_page_url(request.form.get("page", ""), code), 303)


def kiosk_page_url(path: str, code: str) -> str:
    """Return the URL of a page of this device; of the answers, if the path is not one."""
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return url_for("results.answers")
    if endpoint == "pages.leave" or values.get("code", code) != code:
        return url_for("results.answers")
    return url_for(endpoint, **values)


def idle_timer() -> IdleTimer | None:
    """Return when this page goes elsewhere by itself; None on a person's own device."""
    site = page_context().site
    if site is None or not site.kiosk:
        return None
    clearing = url_for("pages.leave", code=site.code)
    if request.endpoint == "clinics.ask_presence":
        return IdleTimer(site.warning_seconds, clearing)
    if request.endpoint == "start.start_at" and not state.has_started():
        return IdleTimer(UNUSED_TIMEOUT, clearing)
    asking = url_for("clinics.ask_presence", code=site.code, page=request.path)
    return IdleTimer(site.idle_seconds, asking)


def set_refresh_header(response: Response) -> Response:
    """Put the timer into the headers of a page."""
    is_page = response.mimetype == "text/html" and not response.location
    if timer := idle_timer() if is_page else None:
        response.headers["Refresh"] = f"{timer.seconds}; url={timer.url}"
    return response


def start_address() -> str:
    """Return the whole address of the start page, to link to, scan or type."""
    return public_url() + start_url().removeprefix(url_root())
