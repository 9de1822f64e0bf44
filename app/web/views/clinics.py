"""For clinics: the link and how to put it on a page, a poster, and the check on paper."""

from html import escape

from flask import Blueprint, Flask, current_app, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.core.model import Pack
from app.web.rendering.i18n import root, words
from app.web.rendering.markup import qr_code
from app.web.rendering.templates import render
from app.web.result.paper_key import Key, key
from app.web.views import kiosk
from app.web.visit.context import home, public_url, site

bp = Blueprint("clinics", __name__)

Page = str | BaseResponse

BUTTON = (
    '<a href="{}" style="display:inline-block;padding:14px 24px;border-radius:12px;'
    'border:2px solid #3b3a7a;color:#3b3a7a;font-weight:bold;text-decoration:none">'
    "{}</a>"
)
"""A link with its words, for somebody else's page, where no stylesheet of ours is."""


def init_app(app: Flask, pack: Pack) -> None:
    """Make the key of the paper edition once; serve what clinics take along, and their devices."""
    kiosk.init_app(app)
    app.extensions["paper"] = key(pack)
    app.jinja_env.filters["qr"] = qr_code
    app.register_blueprint(bp)


@bp.get("/for-clinics")
@bp.get("/s/<code>/for-clinics")
def kit(code: str = "") -> Page:
    """The link, as text, as a button and in a sentence, and what a clinic should know of it."""
    if code and site() is None:
        return redirect(url_for("clinics.kit"))
    label = escape(words("Check kratom against your health"))
    return render(
        "for-clinics.html",
        address=address(),
        button=BUTTON.format(address(), label),
        names=len(the_key().names),
    )


@bp.get("/s/<code>/poster")
def poster(code: str) -> Page:
    """A sheet for the wall. A waiting-room device has none: its link is for this device only."""
    here = site()
    if here is None or here.kiosk:
        return redirect(url_for("clinics.kit", code=here.code if here else None))
    return render("poster.html", address=address())


@bp.get("/paper")
@bp.get("/s/<code>/paper")
def paper(code: str = "") -> Page:
    """All questions with boxes to tick, and a key to the same levels and sections."""
    if code and site() is None:
        return redirect(url_for("clinics.paper"))
    return render("paper.html", key=the_key())


@bp.get("/paper/names")
def names() -> Page:
    """Every name of a medicine with the boxes that it stands for, for whoever reads the key."""
    return render("paper-names.html", key=the_key())


def the_key() -> Key:
    """The key to the boxes on paper."""
    made: Key = current_app.extensions["paper"]
    return made


def address() -> str:
    """The whole address of the start page: what a link, a code to scan and a typing hand need."""
    return public_url() + home().removeprefix(root())
