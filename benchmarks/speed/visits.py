"""One visit, walked alike through every program: twenty requests."""

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
"""Somebody with a few things to be careful about: a result of a common size."""


def answers(pack: Pack) -> Mapping[str, list[str]]:
    """What is ticked in each question: the visit above, and `none` in questions that it lacks."""
    return {id: ANSWERS.get(id, ["none"]) for id in pack.questions}


def ours(app: Wsgi, pack: Pack) -> list[Cost]:
    """Start, the questions, check your answers, the result."""
    return _walked(app, pack, "/start", ("/check/answers", "/result"))


def flask_wizard(app: Wsgi, pack: Pack) -> list[Cost]:
    """The same with the plain Flask-WTF wizard."""
    return _walked(app, pack, "/", ("/review", "/done"))


def _walked(app: Wsgi, pack: Pack, begin: str, ends: tuple[str, ...]) -> list[Cost]:
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
    """The same with django-formtools: its first address leads to the first step."""
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
    """The same requests of a program that sends the same bytes and does nothing else."""
    client = Client(app)
    for number, page in enumerate(pages):
        if page.method == "GET":
            client.get(f"/{number}")
        else:
            client.post(f"/{number}", [("answer", "none")])
    return client.costs
