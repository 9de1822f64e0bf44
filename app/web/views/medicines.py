"""The medicines page: names from the bottle are looked up here, shown, and kept nowhere.

What was typed stands only in the answer to the post that brought it (spec section 2, "The medicines
page"); the state holds the names of the table that were ticked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from flask import Blueprint, abort, redirect
from wtforms import Form, SelectMultipleField, TextAreaField, ValidationError

from app.core.medicines.model import LookupResult, MedicineName
from app.core.medicines.spelling import normalize
from app.core.medicines.tokenizer import find_medicines
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Question
from app.web.http.asked import asking
from app.web.rendering import page_cache as drawn
from app.web.rendering.i18n import N_, words
from app.web.views.results import Page, after
from app.web.visit import state as visit
from app.web.visit.context import the_index, the_pack
from app.web.visit.forms import NO_CHOICE, check_chosen, sent
from app.web.visit.question_page import places, plain, question_page, untouched

bp = Blueprint("medicines", __name__)

MOST_TEXT, MOST_NAMES, MOST_MEDICINES = 2_000, 60, 30
"""Characters and names in one post, and medicines in the state (spec section 2)."""

TOO_LONG = N_("That is more text than we can look through at once. Please shorten it.")
TOO_MANY_NAMES = N_("Please check %(most)s names or fewer at a time.")
TOO_MANY = N_("We can keep %(most)s medicines. Please untick some, or leave some names out.")

UNKNOWN, DROP = "unknown", "drop"
"""What may be chosen beside the candidates: none of them, or not a medicine of mine."""


@dataclass(frozen=True)
class Near:
    """A typed name that may be several: what to ask, what was chosen, and if it was left open."""

    typed: str
    candidates: tuple[MedicineName, ...]
    partly: bool = False
    choice: str = ""
    left: bool = False


@dataclass(frozen=True)
class Sheet:
    """What the page shows of names: understood, to be asked, and not known."""

    taken: tuple[MedicineName, ...] = ()
    near: tuple[Near, ...] = ()
    unknown: tuple[str, ...] = ()
    looked: bool = False


class MedicinesForm(Form):  # type: ignore[misc]  # WTForms is untyped
    """Ticked kinds, typed names, and what was chosen for the names of the last look."""

    answer = SelectMultipleField(validate_choice=False)
    names = TextAreaField()
    medicine = SelectMultipleField(validate_choice=False)

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(sent(), data={"answer": [], "medicine": []})

    @property
    def pressed(self) -> bool:
        """Whether the button was pressed that looks at names before going on."""
        return bool(asking().brought("find"))

    @cached_property
    def near(self) -> tuple[Near, ...]:
        """The names that the page asked about, with what was chosen there."""
        return tuple(self._near())

    def _near(self) -> Iterator[Near]:
        asked = asking()
        named = any(name.startswith("asked-") for name in asked.sent)
        for n in range(1, MOST_NAMES + 1) if named else ():
            typed = asked.brought(f"asked-{n}")[:MOST_TEXT]
            if typed:
                found = the_index().look_up(typed)
                choice = asked.brought(f"near-{n}")
                left = f"left-{n}" in asked.sent
                yield Near(typed, spoken(found.candidates), found.prefix_only, choice, left)

    @cached_property
    def found(self) -> tuple[LookupResult, ...]:
        """What the typed names are understood as."""
        return find_medicines(the_index(), (self.names.data or "")[:MOST_TEXT])

    @property
    def looking(self) -> bool:
        """Whether the page is shown again: names to look at, or one that nobody has settled yet."""
        unsettled = any(not near.choice and not near.left for near in self.near)
        return bool(self.pressed or (self.names.data or "").strip() or unsettled)

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The medicines that are ticked or were chosen, each once."""
        chosen = (near.choice for near in self.near if near.choice not in ("", UNKNOWN, DROP))
        return tuple(dict.fromkeys((*self.medicine.data, *chosen)))

    @property
    def chosen(self) -> frozenset[str]:
        """The ticked options; a name that is no candidate, or was left open twice, is unknown.

        So is what stands behind a name that was known only by its beginning.
        """
        passed = ("",) if not self.looking else ()
        rest = any(near.partly and near.choice not in ("", DROP) for near in self.near)
        unknown = rest or any(near.choice in (UNKNOWN, *passed) for near in self.near)
        unknown = unknown or any(found.status == "unknown" for found in self.found)
        return frozenset(self.answer.data) | ({UNKNOWN_NAME} if unknown else set())

    def validate_answer(self, _: SelectMultipleField) -> None:
        """Options of the page; at the end at least one of them or a medicine, and `none` alone."""
        offered = {option.id for option in self.question.visible_options} | {UNKNOWN_NAME}
        if frozenset(self.answer.data) - offered:
            raise ValidationError(words(NO_CHOICE))
        if not self.looking:
            check_chosen(self.question, self.chosen, also=bool(self.named))

    def validate_medicine(self, _: SelectMultipleField) -> None:
        """Names of the table."""
        if not the_pack().medicines.keys() >= set(self.named):
            raise ValidationError(words(NO_CHOICE))

    def validate_names(self, field: TextAreaField) -> None:
        """No more than one look takes."""
        if len(field.data or "") > MOST_TEXT:
            raise ValidationError(words(TOO_LONG))
        if len(self.found) + len(self.near) > MOST_NAMES:  # the next post brings no more of them
            raise ValidationError(words(TOO_MANY_NAMES, most=MOST_NAMES))
        matched = {found.match.medicine.id for found in self.found if found.match}
        if len(matched | set(self.named)) > MOST_MEDICINES:
            raise ValidationError(words(TOO_MANY, most=MOST_MEDICINES))


@bp.get("/check/medicines", defaults={"id": MEDICINES})
def ask(id: str) -> Page:
    """The kinds and the medicines told so far, and the box for names."""
    asked = the_pack().questions.get(id) or abort(404)
    given = visit.answers(the_pack())
    sheet = Sheet(taken=known(sorted(given.get(MEDICINE, ()))))
    return page(asked, given.get(id, frozenset()), sheet)


@bp.post("/check/medicines", defaults={"id": MEDICINES})
def answer(id: str) -> Page:
    """Look at typed names and show them (200), or keep what is ticked and go on (303)."""
    asked = the_pack().questions.get(id) or abort(404)
    form = MedicinesForm(asked)
    if not form.validate():
        return render(form, Sheet(known(form.named), form.near)), 422
    if form.looking:
        return render(form, looked_at(form))
    given = visit.keep(the_pack(), {id: form.chosen, MEDICINE: frozenset(form.named)})
    return redirect(after(the_pack(), asked, given), 303)


def again(asked: Question) -> bytes:
    """The page once more, for a post that was not taken; nothing of it is lost."""
    form = MedicinesForm(asked)
    return render(form, Sheet(known(form.named), form.near))


def known(names: Iterable[str]) -> tuple[MedicineName, ...]:
    """Medicines of the table by their names; others are left out."""
    table = the_pack().medicines
    return tuple(MedicineName(name, table[name]) for name in names if name in table)


def spoken(terms: Iterable[MedicineName]) -> tuple[MedicineName, ...]:
    """The same names, of the medicines as this language calls them."""
    table = the_pack().medicines
    return tuple(replace(term, medicine=table[term.medicine.id]) for term in terms)


def looked_at(form: MedicinesForm) -> Sheet:
    """What the page shows after a look; then the box for names is empty."""
    matched = (found.match for found in form.found if found.match)
    open_still = (
        replace(near, left=near.left or not form.pressed) for near in form.near if not near.choice
    )
    ambiguous = (found for found in form.found if found.status == "ambiguous")
    asked = (Near(one.input, spoken(one.candidates), one.prefix_only) for one in ambiguous)
    taken = {term.medicine.id: term for term in (*known(form.named), *spoken(matched))}
    near = {normalize(one.typed): one for one in (*open_still, *asked)}
    unknown = dict.fromkeys(found.input for found in form.found if found.status == "unknown")
    return Sheet(tuple(taken.values()), tuple(near.values()), tuple(unknown), looked=True)


def render(form: MedicinesForm, sheet: Sheet) -> bytes:
    """The page after a post."""
    # Names that were not looked at yet tick nothing: their spelling may still be mended.
    ticked = form.chosen if sheet.looked else frozenset(form.answer.data)
    return page(form.question, ticked, sheet, form)


def page(
    asked: Question, ticked: frozenset[str], sheet: Sheet, form: MedicinesForm | None = None
) -> bytes:
    """The page, with names as they are understood.

    :param form: what was posted; what was typed stays in its box only while it was not looked at.
    """
    typed = (form.names.data or "") if form and not sheet.looked else ""
    shown = {"sheet": sheet, "ticked": ticked, "typed": typed}
    nothing = sheet == Sheet() and UNKNOWN_NAME not in ticked
    return drawn.page(
        "medicines.html",
        places(asked, ticked, visit.answers(the_pack())),
        lambda: {**shown, **form_page(form or MedicinesForm(asked), ticked)},
        plain=nothing and plain(typed or (form and form.errors)),
        blank=lambda: untouched(asked),
    )


def form_page(form: MedicinesForm, ticked: frozenset[str]) -> Mapping[str, object]:
    """What the page needs to know of its form."""
    known = question_page(form.question, ticked, also=bool(form.named))
    return known | {"form": form, "errors": form.answer.errors}
