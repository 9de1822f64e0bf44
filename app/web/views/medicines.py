"""The medicines page: names from the bottle are looked up, shown, and not kept."""

from flask import Blueprint, Response, abort, redirect
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from werkzeug.exceptions import TooManyRequests

from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Question
from app.web.visit import state
from app.web.visit.context import current_pack
from app.web.visit.forms import is_cacheable, next_url, question_context, question_slots
from app.web.visit.medicines_form import (
    MedicinesForm,
    NameReview,
    known_medicines,
    review_names,
)
from app.web.visit.render import Refusal, redisplay_question, render_page

bp = Blueprint("medicines", __name__)


@bp.get("/check/medicines", defaults={"id": MEDICINES})
def medicines(id: str) -> ResponseReturnValue:
    """Show the options and the medicines told so far, and the box for names."""
    answers = state.answers(current_pack())
    review = NameReview(matched=known_medicines(sorted(answers.get(MEDICINE, ()))))
    return render_medicines(_question(id), answers.get(id, frozenset()), review)


@bp.post("/check/medicines", defaults={"id": MEDICINES})
def save_medicines(id: str) -> ResponseReturnValue:
    """Look up typed names and show them (200), or save what is ticked and go on (303)."""
    question = _question(id)
    form = MedicinesForm(question)
    if not form.validate():
        return render_form(form), 422
    if form.needs_review:
        return render_medicines(question, form.chosen, review_names(form), form)
    answer = {id: form.chosen, MEDICINE: frozenset(form.medicine_ids)}
    answers = state.save_answer(current_pack(), answer)
    return redirect(next_url(current_pack(), question, answers), 303)


@bp.errorhandler(CSRFError)
@bp.errorhandler(TooManyRequests)
def show_again(error: Refusal) -> Response:
    """Show a form that was refused once more; nothing in it is lost."""
    return redisplay_question(error, lambda question: render_form(MedicinesForm(question)))


def _question(id: str) -> Question:
    return current_pack().questions.get(id) or abort(404)


def render_form(form: MedicinesForm) -> Markup:
    """Return the page of a form whose names were not looked up: they tick nothing yet."""
    review = NameReview(known_medicines(form.medicine_ids), form.ambiguous)
    return render_medicines(form.question, frozenset(form.answer.data), review, form)


def render_medicines(
    question: Question,
    ticked: frozenset[str],
    review: NameReview,
    form: MedicinesForm | None = None,
) -> Markup:
    """Return the page, with names as they are understood.

    :param form: what was posted; typed text stays in its box only until it is looked up.
    """
    typed = form.typed if form and not review.reviewed else ""
    is_plain = review == NameReview() and UNKNOWN_NAME not in ticked
    shown = {"review": review, "ticked": ticked, "typed": typed}
    return render_page(
        "medicines.html",
        lambda: {**shown, **_form_context(form or MedicinesForm(question), ticked)},
        question_slots(question, ticked, state.answers(current_pack())),
        cached=is_plain and is_cacheable(typed or (form and form.errors)),
    )


def _form_context(form: MedicinesForm, ticked: frozenset[str]) -> dict[str, object]:
    has_medicines = bool(form.medicine_ids)
    shown = question_context(form.question, ticked, has_medicines=has_medicines)
    return {**shown, "form": form, "errors": form.answer.errors}
