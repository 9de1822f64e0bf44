"""The baseline: a Flask view that sends the bytes of our pages and does nothing else."""

from collections.abc import Sequence

from flask import Flask, Response, redirect
from werkzeug.wrappers import Response as BaseResponse

from benchmarks.speed.client import Cost


def build_app(pages: Sequence[Cost]) -> Flask:
    """Return the app.

    :param pages: the responses of our own check in a visit, in order.
    """
    app = Flask(__name__)

    @app.get("/<int:number>")
    def page(number: int) -> Response:
        return Response(pages[number].body)

    @app.post("/<int:number>")
    def leads_on(number: int) -> BaseResponse:
        return redirect(f"/{number + 1}", 303)

    return app
