"""The form of the medicines page, and what names are understood as.

What was typed is only in the response to the POST that brought it (spec section 2, "The medicines
page"); the session has the medicines that were ticked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from flask import request
from wtforms import SelectMultipleField, TextAreaField, ValidationError

from app.core.medicines.model import LookupResult, MedicineName
from app.core.medicines.spelling import normalize
from app.core.medicines.tokenizer import count_pieces, find_medicines
from app.core.model import UNKNOWN_NAME, Question
from app.services import services
from app.web.rendering.i18n import N_, gettext_text
from app.web.visit.context import current_pack
from app.web.visit.forms import NO_CHOICE, PostedForm, validate_selection

MAX_TEXT, MAX_NAMES, MAX_MEDICINES = 2_000, 60, 30
"""Characters and names in one POST, and medicines in the session (spec section 2)."""

TOO_LONG = N_("That is too much text at a time. Shorten it, or check the names in parts.")
TOO_MANY_NAMES = N_("Check %(most)s names or fewer at a time.")
TOO_MANY = N_("We can keep %(most)s medicines. Untick some, or leave some names out.")

UNKNOWN, DROP = "unknown", "drop"
"""What may be chosen besides the candidates: none of them, or that it is no medicine of mine."""


@dataclass(frozen=True)
class AmbiguousName:
    """A typed name that may be several medicines.

    `choice`: what the person chose. `skipped`: the question was shown and left open.
    """

    typed: str
    candidates: tuple[MedicineName, ...]
    prefix_only: bool = False
    choice: str = ""
    skipped: bool = False


@dataclass(frozen=True)
class NameReview:
    """What the page shows of names: understood, to be asked about, and not known.

    `reviewed`: whether typed names were looked up for this page.
    """

    matched: tuple[MedicineName, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()
    unknown: tuple[str, ...] = ()
    reviewed: bool = False


class MedicinesForm(PostedForm):
    """Ticked options, typed names, and the choices for the names of the last look-up."""

    answer = SelectMultipleField(validate_choice=False)
    names = TextAreaField()
    medicine = SelectMultipleField(validate_choice=False)

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(request.form, data={"answer": [], "medicine": []})

    @property
    def typed(self) -> str:
        """The text in the box for names."""
        return str(self.names.data or "")

    @property
    def lookup_requested(self) -> bool:
        """True if the button was pressed that looks up names before going on."""
        return bool(request.form.get("find"))

    @cached_property
    def ambiguous(self) -> tuple[AmbiguousName, ...]:
        """The names that the page asked about, with what was chosen."""
        return tuple(self._ambiguous())

    def _ambiguous(self) -> Iterator[AmbiguousName]:
        fields = request.form
        if not any(name.startswith("asked-") for name in fields):
            return
        for n in range(1, MAX_NAMES + 1):
            if typed := fields.get(f"asked-{n}", "")[:MAX_TEXT]:
                found = services().medicine_index.look_up(typed)
                choice, skipped = fields.get(f"near-{n}", ""), f"left-{n}" in fields
                candidates = localized(found.candidates or found.names)  # slang may match alone
                yield AmbiguousName(typed, candidates, found.prefix_only, choice, skipped)

    @cached_property
    def found(self) -> tuple[LookupResult, ...]:
        """What the typed names are understood as; one more than `MAX_NAMES` at most."""
        text = self.typed[:MAX_TEXT]
        if count_pieces(text) > MAX_NAMES:
            return ()
        return find_medicines(services().medicine_index, text, MAX_NAMES + 1)

    @property
    def needs_review(self) -> bool:
        """True if the page is shown again: for typed names, or a question that was not seen yet."""
        unsettled = any(not name.choice and not name.skipped for name in self.ambiguous)
        return bool(self.lookup_requested or self.typed.strip() or unsettled)

    @cached_property
    def medicine_ids(self) -> tuple[str, ...]:
        """The medicines that are ticked or were chosen, each once."""
        choices = (name.choice for name in self.ambiguous)
        chosen = (choice for choice in choices if choice not in ("", UNKNOWN, DROP))
        return tuple(dict.fromkeys((*self.medicine.data, *chosen)))

    @property
    def chosen(self) -> frozenset[str]:
        """The ticked options, with `UNKNOWN_NAME` if any name is not known."""
        return frozenset(self.answer.data) | ({UNKNOWN_NAME} if self._has_unknown_name else set())

    @property
    def _has_unknown_name(self) -> bool:
        """True if a name is in no table, is no candidate, or was left open twice.

        The rest of a name that was known only by its beginning counts as unknown, too.
        """
        unknown = (UNKNOWN,) if self.needs_review else (UNKNOWN, "")
        return any(
            name.choice in unknown or (name.prefix_only and name.choice not in ("", DROP))
            for name in self.ambiguous
        ) or any(found.status == "unknown" for found in self.found)

    def validate_answer(self, _: SelectMultipleField) -> None:
        """Require visible options; at the end at least one or a medicine, and `none` only alone."""
        visible = {option.id for option in self.question.visible_options} | {UNKNOWN_NAME}
        if frozenset(self.answer.data) - visible:
            raise ValidationError(gettext_text(NO_CHOICE))
        if not self.needs_review:
            validate_selection(self.question, self.chosen, has_medicines=bool(self.medicine_ids))

    def validate_medicine(self, _: SelectMultipleField) -> None:
        """Require medicines of the table."""
        if not current_pack().medicines.keys() >= set(self.medicine_ids):
            raise ValidationError(gettext_text(NO_CHOICE))

    def validate_names(self, field: TextAreaField) -> None:
        """Require no more text, names and medicines than one look-up takes."""
        if len(field.data or "") > MAX_TEXT:
            raise ValidationError(gettext_text(TOO_LONG))
        names = max(count_pieces(field.data or ""), len(self.found))
        if names + len(self.ambiguous) > MAX_NAMES:  # the next POST brings no more
            raise ValidationError(gettext_text(TOO_MANY_NAMES, most=MAX_NAMES))
        matched = {found.match.medicine.id for found in self.found if found.match}
        if len(matched | set(self.medicine_ids)) > MAX_MEDICINES:
            raise ValidationError(gettext_text(TOO_MANY, most=MAX_MEDICINES))


def review_names(form: MedicinesForm) -> NameReview:
    """Return what the page shows after a look-up; then the box for names is empty."""
    still_open = (
        replace(name, skipped=name.skipped or not form.lookup_requested)
        for name in form.ambiguous
        if not name.choice
    )
    new = (
        AmbiguousName(found.input, localized(found.candidates), found.prefix_only)
        for found in form.found
        if found.status == "ambiguous"
    )
    matches = localized(found.match for found in form.found if found.match)
    matched = {name.medicine.id: name for name in (*known_medicines(form.medicine_ids), *matches)}
    ambiguous = {normalize(name.typed): name for name in (*still_open, *new)}
    unknown = dict.fromkeys(found.input for found in form.found if found.status == "unknown")
    return NameReview(tuple(matched.values()), tuple(ambiguous.values()), tuple(unknown), True)


def known_medicines(ids: Iterable[str]) -> tuple[MedicineName, ...]:
    """Return the medicines of the table with these ids; others are left out."""
    table = current_pack().medicines
    return tuple(MedicineName(id, table[id]) for id in ids if id in table)


def localized(names: Iterable[MedicineName]) -> tuple[MedicineName, ...]:
    """Return the same names, of the medicines as this page's language calls them."""
    table = current_pack().medicines
    return tuple(replace(name, medicine=table[name.medicine.id]) for name in names)
