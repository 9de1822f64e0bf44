"""What a result shows of one person's answers.

What is drawn already is filled in: what was told, and the numbers that sections have on this one.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from app.core.medicines.model import Medicine
from app.core.model import Option, Question, Reason
from app.core.rule import Level
from app.web.rendering import page_cache as drawn
from app.web.rendering.i18n import said, spoken
from app.web.rendering.markup import NOTHING, decoded, encoded, listed
from app.web.rendering.page_cache import Places
from app.web.result.fragments import MOST_TOLD, TOLD, Parts, around, the_parts
from app.web.result.report import Frame, Report
from app.web.visit.context import kiosk, settle

Answered = Iterable[tuple[Question, Sequence[Option | Medicine]]]
"""Questions with what was told there."""


def answered(told: Answered) -> Places:
    """What the page of all answers leaves open."""
    known = the_parts()
    return {f"told {one.id}": answers(known, one.id, given) for one, given in told if given}


def unanswered() -> Places:
    """The same where nothing was answered."""
    nothing = encoded(the_parts().macros.unanswered())
    return {f"told {id}": nothing for id in spoken().pack.questions}


def answers(known: Parts, id: str, told: Sequence[Option | Medicine]) -> bytes:
    """What was told of one question."""
    lines = (
        known.answer[id, one.id] if isinstance(one, Option) else encoded(known.macros.answer(one))
        for one in told
    )
    return known.answers.filled({"list": b"".join(lines)})


def findings(found: Report, following: str = "") -> Places:
    """What the page of a result leaves open: all that depends on answers.

    :param following: where an open question is asked.
    """
    known, kind = the_parts(), found.frame
    draw = known.macros
    place = {id: b"%d" % number for id, number in found.place.items()}
    return {
        **ready_around(known, kind),
        "token": drawn.token(),
        "head": ready_head(known, kind) or encoded(draw.head(kind, following)),
        "actions": encoded(draw.actions(found, known.numbers)) if found.actions else NOTHING,
        "reasons": b"".join([one_reason(known, one, place, kind.level) for one in found.reasons]),
        "further": encoded(draw.further(found)) if found.further else NOTHING,
        "where": known.outline.showing(found.marks, place) if found.marks else NOTHING,
        "ask": b"".join([known.asked[question] for question in found.ask]),
        "sections": b"".join([known.sections[one.id].filled(place) for one in found.sections]),
    }


def ready_head(known: Parts, kind: Frame) -> bytes | None:
    """The level as it was drawn at the start; None where somebody stands somewhere unusual."""
    here = settle()
    if kind.acute or kiosk() or not here.chosen:
        return None
    return known.heads[here.region.id, kind.level, kind.unsaid]


def ready_around(known: Parts, kind: Frame) -> Places:
    """What the kind says already, as it was drawn at the start; where help comes first, anew."""
    if kind.acute:
        return around(known.macros, kind)
    return known.around[kind.level, kind.told, kind.pictured]


def one_reason(known: Parts, reason: Reason, place: Places, level: Level) -> bytes:
    """A reason: what was told, what follows from it, and what to read."""
    ready = known.reasons.get(reason.rules)
    if ready and not reason.triggers:
        return ready.filled(place)
    told = repeated(known, reason.triggers)
    if ready:
        return ready.filled({**place, TOLD: encoded(told)})
    numbered = {id: decoded(number) for id, number in place.items()}
    return encoded(known.macros.reason(reason, told, numbered, known.numbers, level))


def repeated(known: Parts, told: Sequence[Option | Medicine]) -> Markup:
    """What was told, in words; of very much, how much more there was."""
    few = 0 < len(told) <= MOST_TOLD
    return listed(map(said, told)) if few else known.macros.told(told, MOST_TOLD)
