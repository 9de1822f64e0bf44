"""The start of a visit, and where the person is."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from werkzeug.exceptions import TooManyRequests

from app.web.rendering.i18n import suggested_language
from app.web.visit import state
from app.web.visit.context import current_pack, page_context
from app.web.visit.forms import RegionForm
from app.web.visit.render import Refusal, redisplay, render_page

bp = Blueprint("start", __name__)


@bp.get("/")
def start() -> ResponseReturnValue:
    """Show what this is, whom to call in an emergency anywhere, and the way in."""
    if request.args:
        return redirect(url_for("start.start"))
    return render_start(page_context().region.id)


@bp.get("/s/<code>/")
def start_at(code: str) -> ResponseReturnValue:
    """Show the start page at a clinic's link; for an unknown code, the general one.

    The link's query is dropped: it may say who follows it.
    """
    site = page_context().site
    if site is None:
        return redirect(url_for("start.start"))
    if request.args:
        return redirect(url_for("start.start_at", code=code))
    if site.kiosk and not state.has_started() and not state.remember_site(code):
        return redirect(url_for("pages.leave", code=code))
    return render_start(site.region)


@bp.post("/start")
def begin() -> ResponseReturnValue:
    """Begin a visit in a region; the answers of an earlier one are cleared."""
    form = RegionForm(current_pack())
    site = page_context().site
    if not form.validate():
        return render_start(page_context().region.id, form.region.errors), 422
    state.start(form.region.data, site.code if site else "")
    return redirect(url_for("questions.question", id=next(iter(current_pack().questions))), 303)


@bp.get("/region")
def region() -> ResponseReturnValue:
    """Ask where the person is: that decides which phone numbers are shown, and no answer."""
    return render_region(page_context().region.id)


@bp.post("/region")
def change_region() -> ResponseReturnValue:
    """Show the numbers of another region from now on."""
    form = RegionForm(current_pack())
    if not form.validate():
        return render_region(page_context().region.id, form.region.errors), 422
    state.change_region(form.region.data)
    return redirect(url_for("results.answers"), 303)


@bp.errorhandler(CSRFError)
@bp.errorhandler(TooManyRequests)
def show_again(error: Refusal) -> Response:
    """Show a form that was refused once more, with the region that was chosen."""
    render = render_region if request.endpoint == "start.change_region" else render_start
    return redisplay(error, lambda: render(request.form.get("region", page_context().region.id)))


def _selected(region: str) -> dict[str, str]:
    """The slots of a list of regions."""
    ids = current_pack().regions
    return {f"selected {id}": " selected" if id == region else "" for id in ids}


def render_start(region: str, errors: Sequence[str] = ()) -> Markup:
    """Return the start page, with a region selected, and what is wrong with the posted one."""
    return render_page(
        "start.html",
        lambda: {"errors": errors},
        _selected(region),
        cached=not errors and not suggested_language(),
    )


def render_region(region: str, errors: Sequence[str] = ()) -> Markup:
    """Return the page of regions, with one selected, and what is wrong with the posted one."""
    return render_page(
        "region.html",
        lambda: {"errors": errors},
        _selected(region),
        cached=not errors,
    )
