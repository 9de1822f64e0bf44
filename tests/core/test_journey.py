"""Progress through the questions: valid answers, the next question, and red flags."""

import pytest

from app.core.journey import Incomplete, has_red_flag, known_answers, next_unanswered
from app.core.model import MEDICINE, Pack
from app.core.screening import assess
from tests.core.answers import given, whole


def test_an_open_question_is_no_result(pack: Pack) -> None:
    with pytest.raises(Incomplete) as gap:
        assess(pack, given(now="none", heart="none"))
    assert gap.value.question.id == "medicines"
    with pytest.raises(Incomplete) as gap:
        assess(pack, given(heart="long-qt"))
    assert str(gap.value) == gap.value.question.id == "now"


def test_an_answer_that_is_gone_stops_counting(pack: Pack) -> None:
    answers = {
        "heart": frozenset({"long-qt", "gone"}),
        "lost": frozenset({"x"}),
        "now": frozenset(),
    }
    assert known_answers(pack, answers) == given(heart="long-qt")


def test_the_first_open_question_is_next(pack: Pack) -> None:
    assert next_unanswered(pack, {}) is pack.questions["now"]
    assert next_unanswered(pack, given(now="none", medicines="none")) is pack.questions["heart"]
    assert next_unanswered(pack, whole(pack)) is None


def test_only_an_urgent_question_tells_of_danger(pack: Pack) -> None:
    assert has_red_flag(pack, given(now="unsure"))
    assert not has_red_flag(pack, given(now="none", heart="cardiac-arrest"))


def test_only_medicines_that_still_exist_count(pack: Pack) -> None:
    assert known_answers(pack, {MEDICINE: frozenset({"gone"})}) == {}
    assert next_unanswered(pack, dict(whole(pack)) | {"medicines": frozenset()}) is not None
