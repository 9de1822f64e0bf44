"""A waiting-room device: left alone, it asks whether somebody is there, and then clears itself.

The clock is the browser's, set by a header, so that it runs without script. A script, where there
is one, starts it anew whenever somebody does something.
"""

from dataclasses import dataclass

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    redirect,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from app.web.http.session import IDLE, held
from app.web.rendering.templates import render
from app.web.visit import state as visit
from app.web.visit.context import kiosk, site

bp = Blueprint("kiosk", __name__)

UNUSED = IDLE // 2
"""Seconds after which the start page, where nobody has begun, renews what it knows of the clinic:
long before its token no longer opens."""


@dataclass(frozen=True)
class Clock:
    """After so many seconds without anything done, the page leads there by itself."""

    seconds: int
    leads_to: str


def init_app(app: Flask) -> None:
    """Set the clock of every page of a kiosk, where any clinic has one."""
    app.jinja_env.globals.update(clock=clock, kiosk=kiosk)
    if any(site.kiosk for site in app.extensions["spoken"][""].sites.values()):
        app.after_request(set_clock)
    app.register_blueprint(bp)


def clock() -> Clock | None:
    """When this page leads somewhere by itself; None on a person's own device."""
    here = site()
    if here is None or not here.kiosk:
        return None
    clearing = url_for("pages.leave", code=here.code)
    if request.endpoint == "kiosk.ask":
        return Clock(here.warning_seconds, clearing)
    if request.endpoint == "check.start_at" and not visit.begun():
        return Clock(UNUSED, clearing)
    asking = url_for("kiosk.ask", code=here.code, page=request.path)
    return Clock(here.idle_seconds, asking)


def set_clock(response: Response) -> Response:
    """Put the clock into the headers of a page."""
    now = clock() if response.mimetype == "text/html" and not response.location else None
    if now:
        response.headers["Refresh"] = f"{now.seconds}; url={now.leads_to}"
    return response


@bp.get("/s/<code>/still-there")
def ask(code: str) -> str | BaseResponse:
    """Ask whether somebody is there, for as long as they are given to say so."""
    if not kiosk():
        return redirect(url_for("check.start_at", code=code))
    return render("still-there.html", page=request.args.get("page", ""))


@bp.post("/s/<code>/still-there")
def stay(code: str) -> BaseResponse:
    """Go back to the page where time ran out. Whatever was sent before is sealed anew."""
    if held().lapsed:
        return redirect(url_for("check.start_at", code=code), 303)
    return redirect(page_at(request.form.get("page", ""), code), 303)


def page_at(path: str, code: str) -> str:
    """The address of a page of this device; that of the answers for a path that is none."""
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return url_for("check.answers")
    if endpoint == "pages.leave" or values.get("code", code) != code:
        return url_for("check.answers")
    return url_for(endpoint, **values)
