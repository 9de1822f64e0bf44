"""The visit: start, the eight questions, check your answers, the result and its summary."""

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, redirect, request, url_for
from markupsafe import escape
from werkzeug.wrappers import Response

from app.core.journey import Incomplete, has_red_flag, next_unanswered
from app.core.model import Pack, Question, Result
from app.core.rule import Answers
from app.core.screening import assess
from app.web.http.asked import asking
from app.web.rendering import page_cache as drawn
from app.web.rendering.i18n import invited
from app.web.rendering.markup import NOTHING, SELECTED
from app.web.rendering.page_cache import Places
from app.web.rendering.templates import render
from app.web.result import findings
from app.web.result.fragments import SOURCES_PAGE
from app.web.result.report import Report, answered
from app.web.visit import state as visit
from app.web.visit.context import region, site, the_pack
from app.web.visit.forms import AnswerForm, StartForm
from app.web.visit.question_page import render_question

bp = Blueprint("check", __name__)

Page = str | bytes | Response | tuple[str | bytes, int]


@bp.get("/")
def start() -> Page:
    """What this is, whom to call in an emergency anywhere, and the way in."""
    if request.args:
        return redirect(url_for("check.start"))
    return render_start(region().id)


@bp.get("/s/<code>/")
def start_at(code: str) -> Page:
    """The same at a clinic's link; the general start for a code that is none.

    Whatever a link brings along in its query is dropped: it may say who follows it.
    """
    here = site()
    if here is None:
        return redirect(url_for("check.start"))
    if request.args:
        return redirect(url_for("check.start_at", code=code))
    if here.kiosk and not visit.begun() and not visit.settle_at(code):
        return redirect(url_for("pages.leave", code=code))
    return render_start(here.region)


@bp.post("/start")
def begin() -> Page:
    """Begin a visit in a region; answers of an earlier one are cleared."""
    form = StartForm(the_pack())
    if not form.validate():
        return render_start(region().id, form.region.errors), 422
    here = site()
    visit.begin(form.region.data, here.code if here else "")
    return redirect(url_for("check.question", id=next(iter(the_pack().questions))), 303)


def render_start(chosen: str, errors: Sequence[str] = ()) -> bytes:
    """The start page, with a region chosen, and what is wrong with the one that was sent."""
    plain = not (errors or invited())
    places, context = region_places(chosen), {"errors": errors}
    return drawn.page("start.html", places, lambda: context, plain=plain, blank=no_region)


def region_places(chosen: str) -> Places:
    """What the page of a form of regions leaves open: its token, and which region is chosen."""
    return {"token": drawn.token(), f"region {chosen}": SELECTED}


def no_region() -> Places:
    """The same where none is chosen."""
    return {f"region {id}": NOTHING for id in the_pack().regions}


@bp.get("/region")
def place() -> Page:
    """Where the person is: whose numbers are shown. No answer changes with it."""
    return render_place(region().id)


@bp.post("/region")
def move() -> Page:
    """Show the numbers of another region from now on."""
    form = StartForm(the_pack())
    if not form.validate():
        return render_place(region().id, form.region.errors), 422
    visit.move(form.region.data)
    return redirect(url_for("check.answers"), 303)


def render_place(chosen: str, errors: Sequence[str] = ()) -> bytes:
    """The page of regions, with one chosen, and what is wrong with the one that was sent."""
    places, context = region_places(chosen), {"errors": errors}
    return drawn.page("region.html", places, lambda: context, plain=not errors, blank=no_region)


@bp.get("/check/<id>")
def question(id: str) -> Page:
    """One question, with the answers given so far ticked."""
    pack = the_pack()
    asked = pack.questions.get(id) or abort(404)
    given = visit.answers(pack)
    return render_question(asked, given.get(id, frozenset()), given)


@bp.post("/check/<id>")
def answer(id: str) -> Page:
    """Keep the answer to one question, or say what is wrong with it and lose nothing."""
    pack = the_pack()
    asked = pack.questions.get(id) or abort(404)
    form = AnswerForm(asked)
    if not form.validate():
        return render_question(asked, form.chosen, visit.answers(pack), form.answer.errors), 422
    given = visit.keep(pack, {id: form.chosen})
    return redirect(after(pack, asked, given), 303)


def after(pack: Pack, asked: Question, given: Answers) -> str:
    """Where a kept answer leads: a sign of danger to the result, a change back, else onward."""
    if asked.urgent and has_red_flag(pack, given):
        return url_for("check.result")
    following = next_unanswered(pack, given)
    if following is None or asking().says("change"):
        return drawn.address("check.answers")
    return drawn.address("check.question", following.id)


@bp.get("/check/answers")
def answers() -> Page:
    """Everything that was answered, each with a way to change it."""
    pack = the_pack()
    given = visit.answers(pack)
    told = answered(pack, given)
    context: dict[str, object] = {
        "following": next_unanswered(pack, given),
        "danger": has_red_flag(pack, given),
        "lost": visit.has_lost_answers(pack),
        "unanswered": {question.id for question, options in told if not options},
    }
    complete = not any(context.values())
    places, blank = findings.answered(told), findings.unanswered
    return drawn.page("answers.html", places, lambda: context, plain=complete, blank=blank)


@bp.get("/result")
def result() -> Page:
    """The level, why, whom to call, and the sections of the article that matter."""
    return on_result(result_page)


@bp.get("/result/summary")
def summary() -> Page:
    """The same on one sheet of paper, for a nurse, a pharmacist or a doctor."""
    return on_result(shown_in("summary.html"))


@bp.get("/result/sources")
def sources() -> Page:
    """What the sentences of the result rest on."""
    return on_result(shown_in("result/sources.html"))


def on_result(show: Callable[[Answers, Result], Page]) -> Page:
    """What is shown of a result; where there is none yet, the way to it."""
    if not visit.begun():
        return redirect(url_for("check.start"), 303)
    pack = the_pack()
    given = visit.answers(pack)
    try:
        judged = assess(pack, given)
    except Incomplete as gap:
        return redirect(url_for("check.question", id=gap.question.id, missing=1), 303)
    return show(given, judged)


def result_page(given: Answers, judged: Result) -> Page:
    """The page of a result; around what one person told, it is drawn once for many.

    Where help has to come first it is not: what is kept would tell of somebody's danger.
    """
    found = Report(the_pack(), given, judged)
    following = url_for("check.question", id=found.following.id) if found.following else ""
    context: dict[str, object] = {"acute": None, "sources_page": SOURCES_PAGE}
    if acute := found.frame.acute:
        context |= {"acute": found.frame, "following": following}
    told = findings.findings(found, following)
    return drawn.page("result.html", told, lambda: context, plain=not acute)


def shown_in(template: str) -> Callable[[Answers, Result], str]:
    """Shows a result in a template."""

    def shown(given: Answers, judged: Result) -> str:
        places = {"token": escape(visit.token())}
        return render(template, report=Report(the_pack(), given, judged), places=places)

    return shown
