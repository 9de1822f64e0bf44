"""The least that the spec's own parts take: sealed cookie, form, log line and headers.

Nothing is asked, judged or drawn; whatever we do comes on top of this.
"""

from collections.abc import Sequence

from flask import Flask, Response, redirect, request, session
from werkzeug.wrappers import Response as BaseResponse

from app.config import load_settings
from app.core.model import Question
from app.web.http import access_log as logs
from app.web.http import request_limits as limits
from app.web.http import security_headers as headers
from app.web.http import session as sealed
from app.web.http.asked import Asked, asking
from app.web.http.session import CSRF_FIELD
from app.web.visit import state as visit
from app.web.visit.forms import AnswerForm
from benchmarks.speed.client import Cost
from benchmarks.speed.visits import ANSWERS


def made(pages: Sequence[Cost], question: Question) -> Flask:
    """The program.

    :param pages: what our own check answered in a visit, request by request.
    :param question: the one whose answers its form takes.
    """
    app = Flask(__name__)
    app.request_class = Asked
    logs.init_app(app)
    sealed.init_app(app, load_settings({"development": True}))
    headers.init_app(app)

    @app.before_request
    def read() -> None:
        if request.method == "POST":
            limits.read_form(asking())

    @app.get("/<int:number>")
    def page(number: int) -> Response:
        return Response(pages[number].body)

    @app.post("/<int:number>")
    def leads_on(number: int) -> BaseResponse:
        if not AnswerForm(question).validate():
            raise AssertionError("refused")
        told = dict(list(ANSWERS.items())[: number // 2])
        session.update({CSRF_FIELD: visit.token(), "region": "us", "answers": told})
        return redirect(f"/{number + 1}", 303)

    return app
