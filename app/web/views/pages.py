"""Pages that need no visit: the article, how the check works, privacy, and the ways out."""

from collections import Counter

from flask import Blueprint, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.core.article import Section
from app.core.rule import describe_answers
from app.web.result.citations import Citations, cited_in_sections, claims_by_source
from app.web.visit import state
from app.web.visit.context import current_pack, is_kiosk, page_context, start_url
from app.web.visit.render import render_page

bp = Blueprint("pages", __name__)


@bp.get("/article")
def article() -> ResponseReturnValue:
    """Show the whole article in its three parts."""
    sections = current_pack().sections.values()
    return render_page("article.html", lambda: {"citations": _citations(*sections)}, cached=True)


@bp.get("/article/<id>")
def section(id: str) -> ResponseReturnValue:
    """Show one section, without a cookie: the start page links to the emergency one."""
    found = current_pack().sections.get(id) or abort(404)
    return render_page(
        "section.html", lambda: {"section": found, "citations": _citations(found)}, cached=True
    )


@bp.get("/claims")
def claims() -> ResponseReturnValue:
    """Show what the source article claims, and what the evidence says of each claim."""
    return render_page(
        "claims.html",
        lambda: {"verdicts": Counter(claim.verdict for claim in current_pack().source_claims)},
        cached=True,
    )


@bp.get("/sources")
def sources() -> ResponseReturnValue:
    """Show every source once, with the claims that rest on it."""
    return render_page(
        "sources.html", lambda: {"claims_by_source": claims_by_source(current_pack())}, cached=True
    )


@bp.get("/how-it-works")
def how_it_works() -> ResponseReturnValue:
    """Show every question, rule and claim, from the very data that decides."""
    return render_page("how-it-works.html", _how_it_works, cached=True)


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Show what happens to answers, and the honest limits of leaving quickly."""
    return render_page("privacy.html", cached=True)


@bp.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """Show what everyone can expect, how that was tested, and what was not."""
    return render_page("accessibility.html", cached=True)


@bp.get("/about")
def about() -> ResponseReturnValue:
    """Show what this is, what it rests on, and who has reviewed it."""
    return render_page("about.html", cached=True)


@bp.get("/cleared")
def cleared() -> ResponseReturnValue:
    """Say that the visit is over and nothing of it is left here."""
    return render_page("cleared.html", cached=True)


@bp.post("/forget")
def forget() -> ResponseReturnValue:
    """Delete our cookie.

    Needs no token: whoever posts here can only end a visit.
    """
    target = start_url() if is_kiosk() else url_for("pages.cleared")
    state.clear()
    return _clear_site_data(redirect(target, 303))


@bp.get("/leave")
@bp.get("/s/<code>/leave")
def leave(code: str = "") -> ResponseReturnValue:
    """Delete our cookie and go to an everyday page; a browser's prefetch clears nothing.

    A clinic's own device goes to the clinic's start page, for the next person.
    """
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return make_response("", 204)
    target = start_url() if is_kiosk() else page_context().region.leave_url
    state.clear()
    return _clear_site_data(redirect(target, 303))


def _citations(*sections: Section) -> Citations:
    return Citations(current_pack(), cited_in_sections(sections))


def _how_it_works() -> dict[str, object]:
    pack = current_pack()
    clauses = (clause for rule in pack.rules for clause in rule.when if clause.name)
    counts = Counter(pair for medicine in pack.medicines.values() for pair in medicine.counts_as)
    groups = {clause.name: describe_answers(clause.answers) for clause in clauses}
    return {"groups": groups, "medicine_counts": counts}


def _clear_site_data(response: Response) -> Response:
    # Never "cookies": that would sign people out of a clinic's own pages on the same host.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
