"""The floor: a Flask view that sends the bytes of our pages and does nothing else."""

from collections.abc import Sequence

from flask import Flask, Response, redirect
from werkzeug.wrappers import Response as BaseResponse

from benchmarks.speed.client import Cost


def made(pages: Sequence[Cost]) -> Flask:
    """The program.

    :param pages: what our own check answered in a visit, request by request.
    """
    app = Flask(__name__)

    @app.get("/<int:number>")
    def page(number: int) -> Response:
        return Response(pages[number].body)

    @app.post("/<int:number>")
    def leads_on(number: int) -> BaseResponse:
        return redirect(f"/{number + 1}", 303)

    return app
