"""The forms: what may be posted, and what is said when it cannot be used.

Their token is checked before (`errors.guard`).
"""

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectMultipleField, StringField, ValidationError

from app.core.model import Pack, Question
from app.web.http.asked import asking
from app.web.rendering.i18n import N_, words

NOTHING_CHOSEN = N_("Choose an answer. “I am not sure” is fine.")
NONE_AND_MORE = N_("You ticked “%(none)s” and something else. Untick it, or untick the others.")
NO_CHOICE = N_("One of the answers that we received is not on this page. Please choose again.")
NO_REGION = N_("Choose where you are, so that we can show the right phone numbers.")


def sent() -> MultiDict[str, str]:
    """The fields of the form that was posted."""
    return asking().sent


class AnswerForm(Form):  # type: ignore[misc]  # WTForms is untyped
    """The ticked options of one question; a quiet one stands alone."""

    answer = SelectMultipleField(validate_choice=False)

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(sent(), data={"answer": []})

    @property
    def chosen(self) -> frozenset[str]:
        """What is ticked."""
        return frozenset(self.answer.data)

    def validate_answer(self, _: SelectMultipleField) -> None:
        """At least one of the options offered, and `none` only alone."""
        if self.chosen - {option.id for option in self.question.visible_options}:
            raise ValidationError(words(NO_CHOICE))
        check_chosen(self.question, self.chosen)


def check_chosen(question: Question, chosen: frozenset[str], *, also: bool = False) -> None:
    """Raise unless something is chosen, and `none` alone; `also` where it is not an option.

    :raise ValidationError: with the words for the person.
    """
    if not chosen and not also:
        raise ValidationError(words(NOTHING_CHOSEN))
    if chosen & question.exclusive_options and (also or chosen - question.exclusive_options):
        none = next(option for option in question.option if option.quiet)
        raise ValidationError(words(NONE_AND_MORE, none=none.label))


class StartForm(Form):  # type: ignore[misc]  # WTForms is untyped
    """Where the person is."""

    region = StringField()

    def __init__(self, pack: Pack) -> None:
        self.regions = pack.regions
        super().__init__(sent())

    def validate_region(self, field: StringField) -> None:
        """One of the regions of the pack."""
        if field.data not in self.regions:
            raise ValidationError(words(NO_REGION))


def row_to_mend(question: Question, chosen: frozenset[str], *, also: bool = False) -> int:
    """The row, from 1, that an error summary leads to: `none` beside another, else the first."""
    rows = enumerate(question.visible_options, start=1)
    none = next((row for row, option in rows if option.quiet and option.id in chosen), 1)
    return none if also or chosen - question.exclusive_options else 1
