"""One person's visit: region, clinic and answers, as the encrypted session holds them."""

from collections.abc import Mapping

from flask import request

from app.core.journey import known_answers
from app.core.model import Pack
from app.core.rule import Answers
from app.services import services
from app.web.http.csrf import csrf_token
from app.web.http.session import session

SITE = "site"
"""The session's key for the clinic's code."""


def start(region: str, site: str = "") -> None:
    """Begin a visit, perhaps at a clinic's link; nothing of an earlier one stays."""
    session.clear()
    csrf_token()  # a new one: a form of the earlier visit is refused in this one
    session.update({SITE: site} if site else {}, region=region)


def change_region(region: str) -> None:
    """Continue in another region; the answers stay."""
    session.update(_kept_on_save(), region=region)


def has_started() -> bool:
    """True if somebody pressed Start, or answered a question."""
    return "region" in session


def region_id() -> str:
    """The chosen region, or the one that a form brings that was opened in an expired visit."""
    return str(session.get("region") or request.form.get("region", ""))


def site_code() -> str:
    """The code of the clinic whose link this is, or at whose link the visit began."""
    in_path = (request.view_args or {}).get("code", "")
    return str(in_path or request.form.get(SITE) or session.get(SITE, ""))


def remember_site(code: str) -> bool:
    """Save a clinic before the visit starts: a kiosk has to know whose it is.

    Return False if the cookie has another: a GET saves only a new session (spec section 7).
    """
    if session.new:
        session[SITE] = code
    return session.get(SITE) == code


def needs_csrf_token() -> bool:
    """True if a POST needs a token: there is a visit to protect, or it is a kiosk's.

    A browser whose cookie expired has nothing that could be misused: its answer begins a new visit.
    The cookie is SameSite=Lax, so it comes with posts from our own pages only. On a kiosk, such an
    answer may be that of the person before.
    """
    if not session.expired:
        return True
    site = services().english.sites.get(site_code())
    return site is not None and site.kiosk and request.endpoint != "start.begin"


def answers(pack: Pack) -> Answers:
    """The saved answers that the content still knows."""
    return known_answers(pack, _saved_answers())


def has_dropped_answers(pack: Pack) -> bool:
    """True if the content no longer knows something that was answered."""
    return answers(pack) != _saved_answers()


def save_answer(pack: Pack, answer: Answers) -> Answers:
    """Save the answer to one question; return all answers that are saved now."""
    merged = {id: options for id, options in {**answers(pack), **answer}.items() if options}
    region = region_id()
    session.update(
        _kept_on_save(),
        region=region if region in pack.regions else "",
        answers={id: sorted(options) for id, options in merged.items()},
        content=pack.version,
    )
    return merged


def do_not_save() -> None:
    """Skip saving the session: a slow response must not restore old answers."""
    session.read_only = True


def answers_expired() -> bool:
    """True if earlier answers ended with a cookie that expired, until the next answer."""
    if session.expired:
        session["cleared"] = True  # for another tab, whose form is sent after this page was seen
    return bool(session.get("cleared"))


def clear() -> None:
    """End the visit and delete the cookie."""
    session.end()


def _kept_on_save() -> Mapping[str, object]:
    """The clinic, and whether earlier answers expired; the token is made, if there is none yet."""
    csrf_token()
    sites = services().english.sites
    code = site_code() if sites else ""
    site = {SITE: code} if code in sites else {}
    return {**site, "cleared": session.expired}


def _saved_answers() -> Answers:
    saved = session.get("answers", {})
    return {question: frozenset(options) for question, options in saved.items()}
