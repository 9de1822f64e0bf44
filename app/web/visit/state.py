"""One person's visit: what they told us so far, as the sealed cookie holds it."""

import hmac
import secrets
from collections.abc import Mapping

from flask import request, session

from app.core.journey import known_answers
from app.core.model import Pack
from app.core.rule import Answers
from app.web.http.asked import asking
from app.web.http.session import CSRF_FIELD, held
from app.web.rendering.i18n import spoken


def begin(region: str, site: str = "") -> None:
    """Start anew, perhaps at a clinic's link: nothing of an earlier visit stays."""
    session.clear()
    token()  # a new one: what was sent in the visit before is refused in this
    session.update({"site": site} if site else {}, region=region)


def move(region: str) -> None:
    """Go on in another region; answers stay."""
    session.update(_carried(), region=region)


def begun() -> bool:
    """Whether there is a visit at all: somebody pressed Start, or answered."""
    return "region" in session


def region() -> str:
    """The region chosen at the start, or brought by a form that was opened then; empty before."""
    return str(session.get("region") or asking().brought("region"))


def site() -> str:
    """The code of the clinic at whose link the visit began, or whose start page is asked for."""
    there = (request.view_args or {}).get("code", "")
    return str(there or asking().brought("site") or session.get("site", ""))


def settle_at(code: str) -> bool:
    """Remember a clinic before anybody has begun: a device of its own has to know whose it is.

    Returns whether it could: a GET writes only where no cookie opened (spec section 7).
    """
    if session.new:
        session["site"] = code
    return session.get("site") == code


def answers(pack: Pack) -> Answers:
    """The answers that still count."""
    return known_answers(pack, _stored())


def has_lost_answers(pack: Pack) -> bool:
    """Whether something that was answered no longer exists in the content, and stopped counting."""
    return answers(pack) != _stored()


def keep(pack: Pack, chosen: Answers) -> Answers:
    """Save the answer to one question, and drop what no longer counts; returns what is kept."""
    kept = {id: options for id, options in {**answers(pack), **chosen}.items() if options}
    here = region()  # a form that was opened in a visit that has lapsed still knows where that was
    session.update(
        _carried(),
        region=here if here in pack.regions else "",
        answers={id: sorted(options) for id, options in kept.items()},
        content=pack.version,
    )
    return kept


def was_cleared() -> bool:
    """Whether earlier answers ended with a token that no longer opens, until the next answer."""
    state = held()
    if state.lapsed:
        state["cleared"] = True  # for another tab, whose form is sent after this page was seen
    return bool(state.get("cleared"))


def forget() -> None:
    """End the visit: the cookie is deleted with the response."""
    session.clear()
    held().over = True


def token() -> str:
    """The token of this visit's forms; made once, and sealed with what is sealed next."""
    state = held()
    if CSRF_FIELD not in state:
        state[CSRF_FIELD] = secrets.token_urlsafe(16)
    return str(state[CSRF_FIELD])


def carries(sent: str) -> bool:
    """Whether a form brought the very token of this visit; in a time that tells nothing of it."""
    known = str(session.get(CSRF_FIELD, ""))
    return bool(known) and hmac.compare_digest(known.encode(), sent.encode())


def _carried() -> Mapping[str, object]:
    """What every save keeps: the clinic, whether earlier answers are gone, and the forms' token.

    A later GET needs that token and may not add it.
    """
    known = spoken().sites
    code = site() if known else ""
    here = {"site": code} if code in known else {}
    return {**here, "cleared": held().lapsed, CSRF_FIELD: token()}


def _stored() -> Answers:
    stored = session.get("answers", {})
    return {question: frozenset(options) for question, options in stored.items()}
