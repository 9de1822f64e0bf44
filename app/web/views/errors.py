"""What a visitor sees when something does not work: no blame, a next step, and the numbers."""

from typing import Literal

from flask import (
    Flask,
    Response,
    make_response,
    redirect,
    request,
)
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, InternalServerError, TooManyRequests

from app.core.model import MEDICINES
from app.web.http import request_limits as limits
from app.web.http import session as sealed
from app.web.http.asked import Asked, asking
from app.web.rendering.i18n import N_, words
from app.web.rendering.templates import render
from app.web.views import downloads, kiosk, medicines, pages
from app.web.views.results import render_place, render_start
from app.web.visit import state as visit
from app.web.visit.context import home, region, the_pack
from app.web.visit.context import kiosk as on_kiosk
from app.web.visit.forms import AnswerForm
from app.web.visit.question_page import render_question

TITLES = {
    400: N_("Your browser did not send our cookie"),
    404: N_("We cannot find that page"),
    405: N_("We cannot find that page"),
    413: N_("That was more than we can take"),
    429: N_("Please wait a minute"),
    500: N_("Sorry, something went wrong here"),
}

OURS = ("same-origin", "none")
"""What a browser says of a request that comes from our own page, or from no page at all."""

csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Check where every POST comes from, and give every error a page."""
    app.config.update(
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # pages send no referrer, by our own policy
        WTF_CSRF_CHECK_DEFAULT=False,  # guard() decides
    )
    csrf.init_app(app)
    csrf.exempt(pages.forget)  # a dead token must never keep somebody's answers on a device
    csrf.exempt(kiosk.stay)  # nor cost somebody the time that they ask for
    app.before_request(admit)
    app.register_error_handler(CSRFError, without_token)
    app.register_error_handler(TooManyRequests, too_many)
    for code in set(TITLES) - {400, 429}:
        app.register_error_handler(code, failed)


def admit() -> None:
    """Look at what was posted before a view does: its size, where it comes from, how many came.

    :raise RequestEntityTooLarge, CSRFError, TooManyRequests: it is refused.
    """
    asked = asking()
    if asked.method == "POST":
        limits.read_form(asked)
        guard(asked)  # first who sends, then how many: a refusal of others sets no cookie
        limits.count_posts(asked)


def guard(asked: Asked) -> None:
    """Refuse a POST from another site, and check its token unless there is no visit to protect.

    A browser whose token does not open has nothing here to be misused: its answer begins a new
    visit. The cookie is SameSite=Lax, so that it comes with posts from our own pages only. On a
    clinic's own device such an answer may be that of the person before.

    :raise CSRFError: it could not be told that the post came from one of our pages.
    """
    if asked.endpoint != "pages.forget" and is_from_elsewhere(asked):
        raise CSRFError("sent from another site")
    protected = not sealed.held().lapsed
    if protected or (on_kiosk() and asked.endpoint != "check.begin"):
        check_token(asked)


def check_token(asked: Asked) -> None:
    """Refuse a POST without a token of this visit.

    The one that its pages carry is sealed in the visit; Flask-WTF looks at any other, such as one
    that it signed for a page of an earlier version.

    :raise CSRFError: it has none, or one of somebody else.
    """
    if not visit.carries(asked.brought("csrf_token")):
        csrf.protect(apply_exemptions=True)


def is_from_elsewhere(asked: Asked) -> bool:
    """Whether the browser says that another site sent this.

    Our pages send no referrer, so browsers call their origin "null": that alone says nothing.
    """
    if site := asked.headers.get("Sec-Fetch-Site"):
        return site not in OURS
    return asked.headers.get("Origin", "null") not in ("null", asked.host_url.rstrip("/"))


def without_token(error: CSRFError) -> Response:
    """The same page with what was chosen there kept; without any cookie, how to go on."""
    return kept("token", 400) if sealed.held().sent else page_for(400)


def too_many(error: TooManyRequests) -> Response:
    """The same page with what was chosen there kept, and when to send it again."""
    response = kept("busy", 429)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def kept(why: Literal["token", "busy"], code: int) -> Response:
    """The page of the form that was sent, with all that was chosen there.

    Where no visit has begun, and none has just grown too old, it was sent in one that was finished:
    Back and reload send it once more for whoever sits there now, who must not see it.
    """
    over = not visit.begun() and (on_kiosk() or not visit.was_cleared())
    if over and "id" in (request.view_args or {}):
        return make_response(redirect(home(), 303))
    asking().again = why
    if request.blueprint != "downloads":
        return make_response(form_again(), code)
    response = downloads.again()
    if not response.location:  # where there is no result, there is a way to it
        response.status_code = code
    return response


def form_again() -> str | bytes:
    """The page of a form with what was chosen there."""
    question = the_pack().questions.get((request.view_args or {}).get("id", ""))
    if request.endpoint == "check.move":
        return render_place(asking().sent.get("region", region().id))
    if question is None:
        return render_start(asking().sent.get("region", region().id))
    if question.id == MEDICINES:
        return medicines.again(question)
    return render_question(question, AnswerForm(question).chosen, visit.answers(the_pack()))


def failed(error: Exception) -> Response:
    """An error page with its code, and with the headers that the code asks for."""
    known = error if isinstance(error, HTTPException) else InternalServerError()
    response = page_for(known.code or 500)
    response.headers.extend(
        (name, value) for name, value in known.get_headers() if name != "Content-Type"
    )
    return response


def page_for(code: int) -> Response:
    """The page of an error."""
    title = words(TITLES.get(code, TITLES[500]))
    return make_response(render("error.html", title=title, code=code), code)
