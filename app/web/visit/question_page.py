"""A question's page: what it shows, and what it leaves open for each visitor."""

from collections.abc import Mapping, Sequence
from functools import cache

from app.core.journey import with_medicine_categories
from app.core.model import Pack, Question
from app.core.rule import Answers
from app.web.http.asked import asking
from app.web.rendering import page_cache as drawn
from app.web.rendering.markup import CHECKED, DONE, HIDDEN, NOTHING
from app.web.rendering.page_cache import Places
from app.web.visit.context import the_pack
from app.web.visit.forms import row_to_mend

MOST_STEPS = 40
"""Questions that fit a list beside a page."""


def render_question(
    asked: Question, ticked: frozenset[str], given: Answers, errors: Sequence[str] = ()
) -> bytes:
    """A question's page, with what was chosen ticked, and what is wrong with that."""
    return drawn.page(
        "question.html",
        places(asked, ticked, given),
        lambda: question_page(asked, ticked) | {"errors": errors},
        plain=plain(errors),
        blank=lambda: untouched(asked),
    )


def plain(errors: object) -> bool:
    """Whether a question's page says nothing but the question: no fault, nothing to repeat."""
    return not (errors or asking().says("missing"))


def places(asked: Question, ticked: frozenset[str], given: Answers) -> Places:
    """What a question's page leaves open: its token, what is ticked, and which steps are done."""
    found = {f"tick {id}": CHECKED for id in ticked}
    for id in with_medicine_categories(the_pack(), given):
        found |= done(id)
    found["token"] = drawn.token()
    return found


@cache
def done(id: str) -> Places:
    """What says that a question was answered; put together once for each."""
    return {f"done {id}": DONE, f"open {id}": NOTHING}


def untouched(asked: Question) -> Places:
    """The same where nothing is ticked and no step is done."""
    listed = steps(the_pack())
    ticks = {f"tick {option.id}": NOTHING for option in asked.visible_options}
    closed = {f"done {id}": NOTHING for id in listed}
    return ticks | closed | {f"open {id}": HIDDEN for id in listed}


def steps(pack: Pack) -> Mapping[str, Question]:
    """The questions that are listed beside each one; of very many, none."""
    return pack.questions if len(pack.questions) <= MOST_STEPS else {}


def question_page(
    asked: Question, ticked: frozenset[str], *, also: bool = False
) -> dict[str, object]:
    """What the page of every question needs to know of it; `also`: something else is chosen."""
    pack = the_pack()
    return {
        "question": asked,
        "wrong_row": row_to_mend(asked, ticked, also=also),
        "position": list(pack.questions).index(asked.id),
        "steps": steps(pack),
        "missing": asking().says("missing"),
        "change": asking().says("change"),
    }
