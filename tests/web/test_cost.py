"""No input costs ten times an ordinary one."""

import time
from collections.abc import Callable
from statistics import median

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.core.model import MEDICINE, MEDICINES, Pack
from app.core.rule import Answers
from tests.visitor import Visitor

RUNS = 25
ORDINARY: Answers = {"medicines": frozenset({"antipsychotics"}), "kratom": frozenset({"daily"})}
UNLIKELY = {"none", "unsure", "prefer-not"}


@pytest.fixture
def client_of(app: Flask, pack: Pack) -> Callable[[Answers], FlaskClient]:
    """Return a function that gives a browser in which these answers were given."""

    def client(answers: Answers) -> FlaskClient:
        visitor = Visitor(app.test_client())
        visitor.tell(pack, {id: frozenset({"none"}) for id in pack.questions} | answers)
        return visitor.client

    return client


def everything(pack: Pack) -> Answers:
    """Return every answer that can stand beside others, and the thirty medicines that are most."""
    ticked = {
        id: frozenset({option.id for option in question.visible_options} - UNLIKELY)
        for id, question in pack.questions.items()
    }
    by_substances = sorted(pack.medicines.values(), key=lambda one: -len(one.substances))
    return ticked | {MEDICINE: frozenset(one.id for one in by_substances[:30])}


def seconds(client: FlaskClient) -> float:
    """Return the processor time of one result."""
    began = time.process_time()
    assert client.get("/result").status_code == 200
    return time.process_time() - began


@pytest.mark.parametrize("red_flag", [False, True])
def test_the_heaviest_result_costs_less_than_ten_ordinary_ones(
    client_of: Callable[[Answers], FlaskClient], pack: Pack, red_flag: bool
) -> None:
    heavy = everything(pack)
    assert len(heavy[MEDICINES]) > 20
    if not red_flag:
        heavy = heavy | {"now": frozenset({"none"})}
    browsers = [client_of(ORDINARY), client_of(heavy)]
    runs = [[seconds(browser) for browser in browsers] for _ in range(RUNS)]
    ordinary, heaviest = (median(times) for times in zip(*runs, strict=True))
    assert heaviest / ordinary < 10
