"""The forms of the start page and of the questions: what may be posted, and what errors say.

`CSRFProtect` has checked their token before a view makes one of them.
"""

from flask import request
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField, ValidationError

from app.core.model import Pack, Question
from app.web.rendering.i18n import N_, gettext_text

NOTHING_CHOSEN = N_("Choose an answer. “I am not sure” is fine.")
NONE_AND_MORE = N_("You ticked “%(none)s” and something else. Untick it, or untick the others.")
NO_CHOICE = N_("One of the answers that we received is not on this page. Please choose again.")
NO_REGION = N_("Choose where you are, so that we can show the right phone numbers.")


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
