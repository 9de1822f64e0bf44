"""The questions that are answered by ticking options."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, redirect
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from werkzeug.exceptions import TooManyRequests

from app.core.model import Question
from app.core.rule import Answers
from app.web.visit import state
from app.web.visit.context import current_pack
from app.web.visit.forms import AnswerForm, is_cacheable, next_url, question_context, question_slots
from app.web.visit.render import Refusal, redisplay_question, render_page

bp = Blueprint("questions", __name__)


@bp.get("/check/<id>")
def question(id: str) -> ResponseReturnValue:
    """Show a question, with the answers given so far ticked."""
    answers = state.answers(current_pack())
    return render_question(_question(id), answers.get(id, frozenset()), answers)


@bp.post("/check/<id>")
def save_answer(id: str) -> ResponseReturnValue:
    """Save the answer to a question, or say what is wrong with it and lose nothing."""
    pack, answered = current_pack(), _question(id)
    form = AnswerForm(answered)
    if not form.validate():
        answers = state.answers(pack)
        return render_question(answered, form.chosen, answers, form.answer.errors), 422
    answers = state.save_answer(pack, {id: form.chosen})
    return redirect(next_url(pack, answered, answers), 303)


@bp.errorhandler(CSRFError)
@bp.errorhandler(TooManyRequests)
def show_again(error: Refusal) -> Response:
    """Show a form that was refused once more, with what was ticked."""
    answers = state.answers(current_pack())
    return redisplay_question(
        error, lambda question: render_question(question, AnswerForm(question).chosen, answers)
    )


def _question(id: str) -> Question:
    return current_pack().questions.get(id) or abort(404)


def render_question(
    question: Question, ticked: frozenset[str], answers: Answers, errors: Sequence[str] = ()
) -> Markup:
    """Return a question's page, with options ticked, and what is wrong with them."""
    return render_page(
        "question.html",
        lambda: question_context(question, ticked) | {"errors": errors},
        question_slots(question, ticked, answers),
        cached=is_cacheable(errors),
    )
