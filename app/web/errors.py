"""What a visitor sees when something does not work: no blame, a next step, and the numbers."""

from flask import Flask, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from app.core.model import MEDICINES
from app.web import medicines, pages, sealed
from app.web.check import Page, render_place, render_question, render_start
from app.web.context import region, the_pack
from app.web.forms import AnswerForm, StartForm

TITLES = {
    404: "We cannot find that page",
    405: "We cannot find that page",
    413: "That was more than we can take",
    429: "Please wait a minute",
    500: "Sorry, something went wrong here",
}

csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Check the token of every POST, and give every error a page."""
    app.config.update(
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # pages send no referrer, by our own policy
        WTF_CSRF_CHECK_DEFAULT=False,  # guard() decides
    )
    csrf.init_app(app)
    csrf.exempt(pages.forget)  # a dead token must never keep somebody's answers on a device
    app.before_request(guard)
    app.register_error_handler(CSRFError, without_token)
    for code in TITLES:
        app.register_error_handler(code, failed)


def guard() -> None:
    """Check the token of a POST, unless there is no visit that it could protect.

    A browser whose token does not open has nothing here to be misused: its answer begins a new
    visit. The cookie is SameSite=Lax, so that it comes with posts from our own pages only.
    """
    if not sealed.lapsed():
        csrf.protect(apply_exemptions=True)


def without_token(error: CSRFError) -> Page:
    """The same page with what was chosen there kept; without any cookie, how to go on."""
    question = the_pack().questions.get((request.view_args or {}).get("id", ""))
    if not sealed.sent():
        return render_template(
            "error.html", title="Your browser did not send our cookie", code=400
        ), 400
    if request.path == url_for("check.move"):
        return render_place(StartForm(the_pack(), region().id), again=True), 400
    if question is None:
        return render_start(StartForm(the_pack(), region().id), again=True), 400
    if question.id == MEDICINES:
        return medicines.again(question), 400
    return render_question(AnswerForm(question), again=True), 400


def failed(error: Exception) -> Response:
    """An error page with its code, and with the headers that the code asks for."""
    known = error if isinstance(error, HTTPException) else InternalServerError()
    code = known.code or 500
    page = render_template("error.html", title=TITLES.get(code, TITLES[500]), code=code)
    response = make_response(page, code)
    response.headers.extend(
        (name, value) for name, value in known.get_headers() if name != "Content-Type"
    )
    return response
