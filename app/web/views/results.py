"""Check your answers, the result, its summary and sources, and the files to take along.

Files are made in memory, and nothing of them is kept.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from uuid import uuid4

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import TooManyRequests

from app.core.journey import Incomplete, contradictions, has_red_flag, next_unanswered
from app.core.model import Pack, Result
from app.core.rule import Answers
from app.core.screening import assess
from app.services import services
from app.web.rendering.page_cache import Fragment, slot
from app.web.rendering.templates import macros, render_template, templates
from app.web.result.report import Report, answers_by_question
from app.web.visit import state
from app.web.visit.context import (
    current_pack,
    is_kiosk,
    public_url,
    start_url,
)
from app.web.visit.render import Refusal, redisplay, render_page, render_part

bp = Blueprint("results", __name__)
downloads = Blueprint("downloads", __name__)

FHIR_JSON = "application/fhir+json"
"""Media type of FHIR's JSON (R4, section 3.1.0.1.9)."""

PUBLIC_URL = "https://public-url.invalid"
"""Stands for our own address in FHIR definitions until they are served."""

FILE_NAME = "kratom-safety-check"

View = Callable[[Answers, Result], ResponseReturnValue]


@bp.get("/check/answers")
def answers() -> ResponseReturnValue:
    """Show everything that was answered, each with a way to change it."""
    pack = current_pack()
    given = state.answers(pack)
    answered = answers_by_question(pack, given)
    context: dict[str, object] = {
        "unanswered": {question.id for question, options in answered if not options},
        "next_question": next_unanswered(pack, given),
        "has_red_flag": has_red_flag(pack, given),
        "has_dropped_answers": state.has_dropped_answers(pack),
        "contradictions": tuple(contradictions(pack, given)),
    }
    answer_list = macros("result").answer_list
    slots = {f"answers {question.id}": answer_list(options) for question, options in answered}
    return render_page("answers.html", lambda: context, slots, cached=not any(context.values()))


@bp.get("/result")
def result() -> ResponseReturnValue:
    """Show the level, why, whom to call, and the sections of the article that matter."""
    return with_result(_result_page)


@bp.get("/result/summary")
def summary() -> ResponseReturnValue:
    """Show the result on one sheet of paper, for a nurse, a pharmacist or a doctor."""
    return with_result(report_view("summary.html"))


@bp.get("/result/sources")
def sources() -> ResponseReturnValue:
    """List the sources of the result."""
    return with_result(report_view("result/sources.html"))


def with_result(view: View) -> ResponseReturnValue:
    """Show a result with a view; where there is none yet, redirect to what is missing."""
    if not state.has_started():
        return redirect(url_for("start.start"), 303)
    pack = current_pack()
    given = state.answers(pack)
    try:
        assessed = assess(pack, given)
    except Incomplete as incomplete:
        id = incomplete.question.id
        return redirect(url_for("questions.question", id=id, missing=1), 303)
    return view(given, assessed)


def _result_page(given: Answers, assessed: Result) -> ResponseReturnValue:
    """The page is the same for everybody; all that is about this person is in its slots."""
    report = Report(current_pack(), given, assessed)
    shown = {"report": report, "opened": "open" in request.args}
    needs_help_first = report.kind.needs_help_first
    slots = {
        "report": render_part("result/report.html", **shown),
        "after": render_part("result/after.html", **shown) if needs_help_first else "",
        "help": render_part("result/help.html", **shown),
        "still_call": macros("result").still_call() if needs_help_first else "",
    }
    return render_page("result.html", slots=slots, cached=True)


def report_view(template: str) -> View:
    """Return a view that shows a result in a template."""

    def view(given: Answers, assessed: Result) -> ResponseReturnValue:
        report = Report(current_pack(), given, assessed)
        return render_page(template, lambda: {"report": report})

    return view


@downloads.before_request
def refuse_on_kiosk() -> ResponseReturnValue | None:
    """Save no session, and give a clinic's own device no file and no page without a way on."""
    state.do_not_save()
    return redirect(start_url(), 303) if is_kiosk() else None


@downloads.get(f"/fhir/Questionnaire/{FILE_NAME}")
def questionnaire() -> ResponseReturnValue:
    """Serve the questions as FHIR."""
    return _fhir_definition(services().exchange.questionnaire)


@downloads.get(f"/fhir/CodeSystem/{FILE_NAME}")
def code_system() -> ResponseReturnValue:
    """Serve the codes of the answers as FHIR."""
    return _fhir_definition(services().exchange.code_system)


@downloads.post("/result/fhir")
def fhir() -> ResponseReturnValue:
    """Serve the visit as a QuestionnaireResponse; some programs read only files named so."""
    return with_result(lambda *visit: _attachment(f"{FILE_NAME}.R4.json", _response(*visit)))


@downloads.post("/result/text")
def text() -> ResponseReturnValue:
    """Serve the result as plain text, to be put into a record."""
    return with_result(lambda *visit: _attachment(f"{FILE_NAME}.txt", _text(*visit)))


@downloads.errorhandler(CSRFError)
@downloads.errorhandler(TooManyRequests)
def show_summary(error: Refusal) -> Response:
    """Show the page with the buttons again for a POST that was refused."""
    return redisplay(error, summary)


def _response(given: Answers, assessed: Result) -> Response:
    pack, now = services().english.pack, datetime.now(UTC)
    make = services().exchange.response
    resource = make(pack, public_url(), given, assessed, now, uuid4())
    return Response(_as_json(resource), mimetype=FHIR_JSON)


def _text(given: Answers, assessed: Result) -> Response:
    report = Report(current_pack(), given, assessed)
    text = render_template("result/text.txt", report=report, today=datetime.now(UTC).date())
    return Response(text, mimetype="text/plain")


def _fhir_definition(make: Callable[[Pack, str], Mapping[str, object]]) -> Response:
    """Serve a resource that is the same for everybody, but for our own address in it."""

    def render() -> Fragment:
        text = _as_json(make(services().english.pack, PUBLIC_URL))
        return Fragment(text.replace(PUBLIC_URL, slot("public_url")))

    definition = templates().pages.get(request.endpoint, render)
    url = json.dumps(public_url())[1:-1]
    return Response(definition.fill({"public_url": url}), mimetype=FHIR_JSON)


def _as_json(resource: Mapping[str, object]) -> str:
    return json.dumps(resource, ensure_ascii=False, indent=1)


def _attachment(name: str, response: Response) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
