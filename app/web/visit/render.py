"""Render pages: what many visitors share once, each visitor's own parts into its slots.

A form that was refused is shown again with what was chosen, and says what to do.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from flask import Response, g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from jinja2.runtime import Macro
from markupsafe import Markup, escape
from werkzeug.exceptions import TooManyRequests

from app.core.model import Question
from app.web.http.csrf import CSRF_FIELD, csrf_token
from app.web.rendering.page_cache import Fragment
from app.web.rendering.templates import macros, render_template, templates
from app.web.visit import state
from app.web.visit.context import PageContext, current_pack, is_kiosk, page_context, start_url

Refusal: TypeAlias = CSRFError | TooManyRequests


def render_page(
    template: str,
    context: Callable[[], Mapping[str, object]] = dict,
    slots: Mapping[str, str] | None = None,
    *,
    cached: bool = False,
    by_place: bool = False,
) -> Markup:
    """Return a page, its slots filled.

    `context` is called when the page has to be rendered. `slots` has all that depends on the
    visitor, escaped; if nothing else does, the page may be `cached`: `by_place` if it shows clinic
    or region elsewhere than in place slots.
    """
    here = page_context()
    render = partial(_render, template, context, is_shared=cached and not by_place)
    if cached and request.method != "POST" and not state.answers_expired():
        key = _view_key(), here.place_key if by_place else here.key
        page = templates().pages.get(key, render)
    else:
        page = render()
    return page.fill({**_common_slots(page, here), **(slots or {})})


def _render(
    template: str, context: Callable[[], Mapping[str, object]], *, is_shared: bool
) -> Fragment:
    g.is_shared = is_shared
    try:
        return Fragment(render_template(template, **context()))
    finally:
        g.is_shared = False


def _view_key() -> tuple[object, ...]:
    """What the URL says of a page. `missing` is not part of it: such a page is not cached."""
    return request.endpoint, *(request.view_args or {}).values(), "change" in request.args


def render_part(template: str, **context: object) -> Markup:
    """Return a part of a page, its slots filled."""
    part = Fragment(render_template(template, **context))
    return part.fill(_common_slots(part, page_context()))


def _common_slots(page: Fragment, here: PageContext) -> dict[str, str]:
    """The slots that any page may have: clinic and region, and the token of its forms."""
    slots = {**templates().places.get(here.place_key, _place_slots)}
    if CSRF_FIELD in page.slots:
        slots[CSRF_FIELD] = escape(csrf_token())
    return slots


def _place_slots() -> Mapping[str, str]:
    """What the macros of `macros/place.html` render for this clinic and region, and each line."""
    module = vars(macros("place"))
    slots = {f"place.{name}": one() for name, one in module.items() if isinstance(one, Macro)}
    help_line = macros("components").help_line
    lines = enumerate(page_context().region.line)
    return slots | {f"place.line {number}": help_line(line) for number, line in lines}


def redisplay(error: Refusal, render: Callable[[], ResponseReturnValue]) -> Response:
    """Return the page of the form, as `render` makes it, with the code of the refusal."""
    g.redisplay_reason = "busy" if isinstance(error, TooManyRequests) else "token"
    response = make_response(render())
    if not response.location:  # a page that needs a visit may lead to the start
        response.status_code = error.code
    return _with_retry_after(response, error)


def redisplay_question(
    error: Refusal, render: Callable[[Question], ResponseReturnValue]
) -> Response:
    """Do the same for the form of a question; once the visit is over, lead to the start.

    Back and Reload send the form once more for whoever sits there now, who must not see it.
    """
    is_over = not state.has_started() and (is_kiosk() or not state.answers_expired())
    question = current_pack().questions.get((request.view_args or {}).get("id", ""))
    if is_over or question is None:
        return _with_retry_after(make_response(redirect(start_url(), 303)), error)
    return redisplay(error, lambda: render(question))


def _with_retry_after(response: Response, error: Refusal) -> Response:
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    return response
