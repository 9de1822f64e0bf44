"""Error pages: no blame, a next step, and the numbers to call."""

from flask import Flask, Response, current_app, make_response, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException, InternalServerError

from app.web.http.csrf import MissingCookie
from app.web.rendering.i18n import N_, gettext_text
from app.web.visit.render import render_page

TITLES = {
    400: N_("Your browser did not send our cookie"),
    404: N_("We cannot find that page"),
    405: N_("We cannot find that page"),
    413: N_("That was more than we can take"),
    429: N_("Please wait a minute"),
    500: N_("Sorry, something went wrong here"),
}


def init_app(app: Flask) -> None:
    """Give every error a page. Blueprints with forms show a refused form again instead."""
    for code in TITLES:
        app.register_error_handler(code, http_error)


def http_error(error: Exception) -> Response:
    """Return an error page with its code, and with the headers that the code asks for."""
    known = error if isinstance(error, HTTPException) else InternalServerError()
    code = known.code or 500
    if request_ctx.url_adapter is None:  # the Host header names no host; the page needs no host
        request_ctx.url_adapter = current_app.url_map.bind("", script_name=request.script_root)
    is_other = code not in TITLES or (code == 400 and not isinstance(known, MissingCookie))
    shown = 500 if is_other else code
    page = render_page("error.html", lambda: {"title": gettext_text(TITLES[shown]), "code": shown})
    response = make_response(page, code)
    headers = ((name, value) for name, value in known.get_headers() if name != "Content-Type")
    response.headers.extend(headers)
    return response
