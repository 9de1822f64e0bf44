"""The forms: what may be posted, and what is said when it cannot be used."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice

from app.core.model import Pack, Question

NOTHING_CHOSEN = "Choose an answer. “I am not sure” is fine."
NONE_AND_MORE = "You ticked “{none}” and something else. Keep only what is true."
NO_CHOICE = "One of the answers that we received is not on this page. Please choose again."
NO_REGION = "Choose where you are, so that we can show the right phone numbers."


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """The ticked options of one question; a quiet one stands alone."""

    class Meta:
        """CSRFProtect has checked every POST before a form sees it."""

        csrf = False

    answer = SelectMultipleField(validate_choice=False)

    def __init__(self, question: Question, ticked: Iterable[str] = ()) -> None:
        self.question = question
        super().__init__(data={"answer": sorted(ticked)})

    def validate_answer(self, field: SelectMultipleField) -> None:
        """At least one of the options offered, and `none` only alone."""
        chosen = frozenset(field.data)
        if not chosen:
            raise ValidationError(NOTHING_CHOSEN)
        if chosen - {option.id for option in self.question.offered}:
            raise ValidationError(NO_CHOICE)
        if chosen & self.question.quiet and chosen - self.question.quiet:
            none = next(option for option in self.question.option if option.quiet)
            raise ValidationError(NONE_AND_MORE.format(none=none.label))


class StartForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """Where the person is."""

    class Meta:
        """CSRFProtect has checked every POST before a form sees it."""

        csrf = False

    region = SelectField(validate_choice=False)

    def __init__(self, pack: Pack, default: str = "") -> None:
        super().__init__(data={"region": default})
        self.region.choices = [
            SelectChoice(value=region.id, label=region.name) for region in pack.regions.values()
        ]

    def validate_region(self, field: SelectField) -> None:
        """One of the regions of the pack; the one that stood there is not one that was sent."""
        if not field.raw_data or field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(NO_REGION)
