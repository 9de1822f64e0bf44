"""A form that was refused is shown again with what was chosen, and says what to do."""

from collections.abc import Callable
from typing import TypeAlias

from flask import Response, g, make_response, redirect
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import TooManyRequests

from app.web.visit import state
from app.web.visit.context import is_kiosk, start_url

Refusal: TypeAlias = CSRFError | TooManyRequests


def redisplay(error: Refusal, render: Callable[[], ResponseReturnValue]) -> Response:
    """Return the page of the form, as `render` makes it, with the code of the refusal."""
    busy = isinstance(error, TooManyRequests)
    g.redisplay_reason = "busy" if busy else "token"
    response = make_response(render())
    if not response.location:  # a page that needs a visit may lead to the start
        response.status_code = error.code
    if busy:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def redisplay_question(error: Refusal, render: Callable[[], ResponseReturnValue]) -> Response:
    """Do the same for a form of a visit; once the visit is over, lead to the start.

    Back and Reload send the form once more for whoever sits there now, who must not see it.
    """
    is_over = not state.has_started() and (is_kiosk() or not state.answers_expired())
    if is_over:
        return make_response(redirect(start_url(), 303))
    return redisplay(error, render)
