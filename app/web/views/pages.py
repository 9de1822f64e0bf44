"""Pages that need no visit: the article, privacy, and the ways out."""

from collections import Counter

from flask import (
    Blueprint,
    abort,
    make_response,
    redirect,
    request,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from app.core.rule import describe_answers
from app.web.rendering.templates import render
from app.web.result.report import Numbers, cited_for, cited_in
from app.web.visit import state as visit
from app.web.visit.context import home, kiosk, region, the_pack

bp = Blueprint("pages", __name__)


@bp.get("/article")
def article() -> str:
    """The whole article in its three parts."""
    sections = tuple(the_pack().sections.values())
    return render("article.html", numbers=Numbers(the_pack(), cited_in(sections)))


@bp.get("/article/<id>")
def section(id: str) -> str:
    """One section, which needs no cookie: the start page links to the emergency one."""
    found = the_pack().sections.get(id) or abort(404)
    return render("section.html", section=found, numbers=Numbers(the_pack(), cited_in((found,))))


@bp.get("/claims")
def claims() -> str:
    """What the article that this began from claims, and what the evidence says of each claim."""
    verdicts = Counter(one.verdict for one in the_pack().source_claims)
    return render("claims.html", verdicts=verdicts)


@bp.get("/sources")
def sources() -> str:
    """Every source once, with what it is cited for."""
    return render("sources.html", cited_for=cited_for(the_pack()))


@bp.get("/how-it-works")
def how_it_works() -> str:
    """Every question, rule and claim, from the very data that judges."""
    clauses = (clause for rule in the_pack().rules for clause in rule.when if clause.name)
    groups = {clause.name: describe_answers(clause.answers) for clause in clauses}
    led = Counter(id for one in the_pack().medicines.values() for id in one.options)
    return render("how-it-works.html", groups=groups, led=led)


@bp.get("/privacy")
def privacy() -> str:
    """What happens to answers, and the honest limits of leaving quickly."""
    return render("privacy.html")


@bp.get("/accessibility")
def accessibility() -> str:
    """What everyone can expect, how that was tested, and what was not."""
    return render("accessibility.html")


@bp.get("/about")
def about() -> str:
    """What this is, what it rests on, and who has reviewed it."""
    return render("about.html")


@bp.get("/cleared")
def cleared() -> str:
    """The visit is over and nothing of it is left here."""
    return render("cleared.html")


@bp.post("/forget")
def forget() -> BaseResponse:
    """Delete our cookie. Needs no token: whoever can post here can only end a visit."""
    target = home() if kiosk() else url_for("pages.cleared")
    visit.forget()
    return _clearing(redirect(target, 303))


@bp.get("/leave")
@bp.get("/s/<code>/leave")
def leave(code: str = "") -> BaseResponse:
    """Delete our cookie and go to an everyday page; a browser's prefetch clears nothing.

    A clinic's own device goes to the clinic's start, for the next person.
    """
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return make_response("", 204)
    target = home() if kiosk() else region().leave_url
    visit.forget()
    return _clearing(redirect(target, 303))


def _clearing(response: BaseResponse) -> BaseResponse:
    # Never "cookies": that would sign people out of a clinic's own pages on the same host.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
