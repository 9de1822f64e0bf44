"""The forms of the start page and of the questions: what they show, take, and say of errors.

`CSRFProtect` has checked their token before a view makes one of them.
"""

from collections.abc import Mapping

from flask import request, url_for
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField, ValidationError

from app.core.journey import answered_questions, has_red_flag, next_unanswered
from app.core.model import Pack, Question
from app.core.rule import Answers
from app.web.rendering.i18n import N_, gettext_text
from app.web.visit.context import current_pack

NOTHING_CHOSEN = N_("Choose an answer. “I am not sure” is fine.")
NONE_AND_MORE = N_("You ticked “%(none)s” and something else. Untick it, or untick the others.")
NO_CHOICE = N_("Something went wrong with your answer. Choose again.")
NO_REGION = N_("Choose where you are, so that we can show the right phone numbers.")


MAX_STEPS = 40
"""Questions that fit a list beside a page."""


class PostedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """A form whose token is checked for every POST of the app, and not once more here."""

    class Meta:
        """Settings of WTForms."""

        csrf = False


class AnswerForm(PostedForm):
    """The ticked options of one question; an exclusive one only alone."""

    answer = SelectMultipleField(validate_choice=False)

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(request.form, data={"answer": []})

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of the ticked options."""
        return frozenset(self.answer.data)

    def validate_answer(self, _: SelectMultipleField) -> None:
        """Require at least one of the visible options, and `none` only alone."""
        if self.chosen - {option.id for option in self.question.visible_options}:
            raise ValidationError(gettext_text(NO_CHOICE))
        validate_selection(self.question, self.chosen)


class RegionForm(PostedForm):
    """Where the person is."""

    region = StringField()

    def __init__(self, pack: Pack) -> None:
        self.regions = pack.regions
        super().__init__(request.form)

    def validate_region(self, field: StringField) -> None:
        """Require a region of the content."""
        if field.data not in self.regions:
            raise ValidationError(gettext_text(NO_REGION))


def validate_selection(
    question: Question, chosen: frozenset[str], *, has_medicines: bool = False
) -> None:
    """Require that something is chosen, and `none` only alone.

    :param has_medicines: whether medicines are chosen by name, besides the options.
    :raise ValidationError: with the words for the person.
    """
    if not chosen and not has_medicines:
        raise ValidationError(gettext_text(NOTHING_CHOSEN))
    exclusive = question.exclusive_options
    if chosen & exclusive and (has_medicines or chosen - exclusive):
        none = next(option for option in question.option if option.quiet)
        raise ValidationError(gettext_text(NONE_AND_MORE, none=none.label))


def first_invalid_option(
    question: Question, chosen: frozenset[str], *, has_medicines: bool = False
) -> int:
    """Return the row, from 1, to correct: `none` beside another option, or else the first."""
    rows = enumerate(question.visible_options, start=1)
    none = next((row for row, option in rows if option.quiet and option.id in chosen), 1)
    return none if has_medicines or chosen - question.exclusive_options else 1


def question_slots(question: Question, ticked: frozenset[str], answers: Answers) -> dict[str, str]:
    """Return the slots of a question's page: what is ticked, and which questions are answered."""
    pack = current_pack()
    slots = {
        f"checked {option.id}": " checked" if option.id in ticked else ""
        for option in question.visible_options
    }
    answered = answered_questions(pack, answers)
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
