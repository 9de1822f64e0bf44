"""The same visit with every program: twenty requests."""

from collections.abc import Mapping

from app.core.model import Pack
from benchmarks.speed.client import Client, Cost, Wsgi

ANSWERS: Mapping[str, list[str]] = {
    "now": ["none"],
    "heart": ["high-blood-pressure"],
    "medicines": ["antidepressants", "sedatives"],
    "substances": ["alcohol", "caffeine"],
    "health": ["liver", "mood"],
    "about": ["none"],
    "opioids": ["stopped"],
    "kratom": ["sometimes"],
}
"""A visitor with a few risks, whose result has a common size."""


def answers(pack: Pack) -> Mapping[str, list[str]]:
    """Return the options to tick in each question, with `none` where `ANSWERS` has nothing."""
    return {id: ANSWERS.get(id, ["none"]) for id in pack.questions}


def ours(app: Wsgi, pack: Pack) -> list[Cost]:
    """Visit our check: start, questions, "Check your answers" and result."""
    return _visit(app, pack, "/start", ("/check/answers", "/result"))


def flask_wizard(app: Wsgi, pack: Pack) -> list[Cost]:
    """Make the same visit with the plain Flask-WTF wizard."""
    return _visit(app, pack, "/", ("/review", "/done"))


def _visit(app: Wsgi, pack: Pack, begin: str, ends: tuple[str, ...]) -> list[Cost]:
    client = Client(app)
    client.get("/")
    path = client.post(begin, [("region", "us")])
    for ticked in answers(pack).values():
        client.get(path)
        path = client.post(path, [("answer", option) for option in ticked])
    for end in ends:
        client.get(end)
    return client.costs


def formtools_wizard(app: Wsgi, pack: Pack) -> list[Cost]:
    """Make the same visit with django-formtools, whose first URL redirects to the first step."""
    client = Client(app)
    client.get("/visit/", 302)
    client.get("/visit/start/")
    path = client.post("/visit/start/", _step("start", [("start-region", "us")]))
    for id, ticked in answers(pack).items():
        client.get(path)
        path = client.post(path, _step(id, [(f"{id}-answer", option) for option in ticked]))
    client.get(path)
    return client.costs


def _step(id: str, fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("visit-current_step", id), *fields]


def bare(app: Wsgi, pages: list[Cost]) -> list[Cost]:
    """Send the same requests to the baseline, which sends the same bytes."""
    client = Client(app)
    for number, page in enumerate(pages):
        if page.method == "GET":
            client.get(f"/{number}")
        else:
            client.post(f"/{number}", [("answer", "none")])
    return client.costs
