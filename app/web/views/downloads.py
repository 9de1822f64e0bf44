"""A result to take along in a file, on request only; and the questions for other programs.

Files are made in memory, and nothing of them is kept.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID, uuid4

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    make_response,
    redirect,
)
from werkzeug.wrappers import Response as BaseResponse

from app.core.model import Pack, Result
from app.core.rule import Answers
from app.web.http import session as sealed
from app.web.rendering.templates import render
from app.web.result.report import Numbers, Report
from app.web.views.results import Page, on_result, shown_in
from app.web.visit.context import home, kiosk, public_url, the_english_pack, the_pack

bp = Blueprint("downloads", __name__)

FHIR_JSON = "application/fhir+json"
"""Media type of FHIR's JSON (R4, section 3.1.0.1.9)."""

NAME = "kratom-safety-check"


class Exchange(Protocol):
    """What makes resources of FHIR."""

    def questionnaire(self, pack: Pack, base: str) -> Mapping[str, object]:
        """The questions."""

    def code_system(self, pack: Pack, base: str) -> Mapping[str, object]:
        """The codes of the answers."""

    def response(
        self,
        pack: Pack,
        base: str,
        answers: Answers,
        result: Result,
        authored: datetime,
        identifier: UUID,
    ) -> Mapping[str, object]:
        """A visit."""


def init_app(app: Flask, exchange: Exchange) -> None:
    """Offer files, made by `exchange`."""
    app.extensions["exchange"] = exchange
    app.register_blueprint(bp)


def the_exchange() -> Exchange:
    """What makes resources of FHIR in this app."""
    exchange: Exchange = current_app.extensions["exchange"]
    return exchange


@bp.get(f"/fhir/Questionnaire/{NAME}")
def questionnaire() -> Response:
    """The questions as FHIR."""
    return _fhir(the_exchange().questionnaire(the_english_pack(), public_url()))


@bp.get(f"/fhir/CodeSystem/{NAME}")
def code_system() -> Response:
    """The codes of the answers as FHIR."""
    return _fhir(the_exchange().code_system(the_english_pack(), public_url()))


@bp.before_request
def keep_nothing() -> BaseResponse | None:
    """Neither a new seal, nor a file or a page without a way on, on a clinic's own device."""
    sealed.leave_as_it_is()
    return redirect(home(), 303) if kiosk() else None


@bp.post("/result/fhir")
def fhir() -> Page:
    """The visit as a QuestionnaireResponse; some programs read only files named so."""
    return on_result(lambda *visit: _saved_as(f"{NAME}.R4.json", _fhir(_response(*visit))))


@bp.post("/result/text")
def text() -> Page:
    """The result as plain text, to be put into a record."""
    return on_result(lambda *visit: _saved_as(f"{NAME}.txt", _plain(*visit)))


def _response(answers: Answers, result: Result) -> Mapping[str, object]:
    now = datetime.now(UTC)
    return the_exchange().response(the_english_pack(), public_url(), answers, result, now, uuid4())


def again() -> Response:
    """The page with the buttons, for a post that was not taken."""
    return make_response(on_result(shown_in("summary.html")))


def _plain(answers: Answers, result: Result) -> Response:
    found = Report(the_pack(), answers, result)
    cited = Numbers(the_pack(), tuple(reason.evidence for reason in found.reasons))
    today = datetime.now(UTC).date()
    text = render("result/text.txt", report=found, numbers=cited, today=today)
    response = make_response(text)
    response.mimetype = "text/plain"
    return response


def _fhir(resource: Mapping[str, object]) -> Response:
    return Response(json.dumps(resource, ensure_ascii=False, indent=1), mimetype=FHIR_JSON)


def _saved_as(name: str, response: Response) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
