"""The page of a question: its slots, its context, and where a saved answer leads."""

from collections.abc import Mapping

from flask import request, url_for

from app.core.journey import has_red_flag, next_unanswered, with_medicine_categories
from app.core.model import Pack, Question
from app.core.rule import Answers
from app.web.visit.context import current_pack
from app.web.visit.forms import first_invalid_option

MAX_STEPS = 40
"""Questions that fit a list beside a page."""


def question_slots(ticked: frozenset[str], answers: Answers) -> dict[str, str]:
    """Return the slots of a question's page: what is ticked, and which questions are answered."""
    pack = current_pack()
    slots = {f"checked {id}": " checked" for id in ticked}
    answered = with_medicine_categories(pack, answers)
    for id in progress_steps(pack):
        slots[f"class {id}"] = "done" if id in answered else ""
        slots[f"hidden {id}"] = "" if id in answered else " hidden"
    return slots


def question_context(
    question: Question, ticked: frozenset[str], *, has_medicines: bool = False
) -> dict[str, object]:
    """Return what the template of a question needs.

    :param has_medicines: whether medicines are chosen by name, besides the ticked options.
    """
    pack = current_pack()
    return {
        "question": question,
        "invalid_row": first_invalid_option(question, ticked, has_medicines=has_medicines),
        "position": list(pack.questions).index(question.id),
        "steps": progress_steps(pack),
        "is_missing": "missing" in request.args,
        "is_change": "change" in request.args,
    }


def is_cacheable(errors: object) -> bool:
    """True if the page shows nothing but the question: no error, no notice."""
    return not errors and "missing" not in request.args


def progress_steps(pack: Pack) -> Mapping[str, Question]:
    """Return the questions to list beside each one; none if there are very many."""
    return pack.questions if len(pack.questions) <= MAX_STEPS else {}


def next_url(pack: Pack, question: Question, answers: Answers) -> str:
    """Return where a saved answer leads.

    A red flag leads to the result, a change to all answers, anything else to the next question.
    """
    if question.urgent and has_red_flag(pack, answers):
        return url_for("results.result")
    unanswered = next_unanswered(pack, answers)
    if unanswered is None or "change" in request.args:
        return url_for("results.answers")
    return url_for("questions.question", id=unanswered.id)
