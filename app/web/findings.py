"""What a result shows of one person's answers.

Reasons and sections are drawn at the start, for everybody; of a visit, their open places are filled
in: what was told, and the numbers that the sections have on this result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from app.core.model import Level, Option, Pack, Question, Reason
from app.core.named import Medicine
from app.web import drawn, templates, visit
from app.web.drawn import Drawn, Marks, address
from app.web.markup import listed, pieces
from app.web.report import SOURCES_PAGE, Numbers, Report
from app.web.words import SPOKEN, said, spoken

Answered = Iterable[tuple[Question, Sequence[Option | Medicine]]]
"""Questions with what was told there."""

MOST_TOLD = 3
"""How many answers a reason repeats; of more, it says how many."""

TOLD = "told:"
"""The place of the answers in a reason; the other places have the ids of sections."""


@dataclass(frozen=True)
class Parts:
    """The parts of results in a language: reasons by their rule, sections by their id.

    `macros`: what draws all else. Reasons that speak of a section on what to do now are not there:
    how that one is called depends on the level of the result.
    """

    reasons: Mapping[tuple[str, ...], Drawn]
    sections: Mapping[str, Drawn]
    macros: Any


def init_app(app: Flask, packs: Mapping[str, Pack]) -> None:
    """Set up the templates, once all that they use is known, and draw the parts of results."""
    drawn.init_app(app)
    templates.init_app(app, packs)
    app.extensions["findings"] = made = {}
    for tag, own in app.extensions["templates"].items():
        with app.test_request_context(environ_overrides={SPOKEN: app.extensions["spoken"][tag]}):
            made[tag] = parts(packs[tag], own.globals["findings"])


def parts(pack: Pack, macros: Any) -> Parts:
    """The parts of results, drawn in the language of the macros."""
    numbers = Numbers(pack, (), SOURCES_PAGE)
    place = Marks()
    reasons = {
        (rule.id,): Reason((rule.id,), rule.level, (), rule.reason, rule.sections, rule.evidence)
        for rule in pack.rules
        if not set(rule.sections) & set(pack.actions)
    }
    return Parts(
        {
            rules: Drawn.of(macros.reason(one, place[TOLD], place, numbers, Level.STANDARD))
            for rules, one in reasons.items()
        },
        {
            id: Drawn.of(macros.section(one, place[id], numbers))
            for id, one in pack.sections.items()
        },
        macros,
    )


def the_parts() -> Parts:
    """The parts of results in the language of the page."""
    made: Mapping[str, Parts] = current_app.extensions["findings"]
    return made[spoken().tag]


def answered(told: Answered) -> Mapping[str, str]:
    """What the page of all answers leaves open."""
    macros = the_parts().macros
    return {f"told {question.id}": macros.answer(options) for question, options in told}


def findings(found: Report) -> Mapping[str, str]:
    """What the page of a result leaves open: all that depends on answers."""
    known, following = the_parts(), found.following
    place = {id: str(number) for id, number in found.place.items()}
    return {
        "token": visit.token(),
        "following": address("check.question", following.id) if following else "",
        "actions": known.macros.actions(found),
        "reasons": pieces(one_reason(known, found, place, reason) for reason in found.reasons),
        "further": known.macros.further(found),
        "where": known.macros.where(found),
        "ask": known.macros.ask(found),
        "sections": pieces(known.sections[one.id].filled(place) for one in found.sections),
    }


def one_reason(known: Parts, found: Report, place: Mapping[str, str], reason: Reason) -> bytes:
    """A reason: what was told, what follows from it, and what to read."""
    few = 0 < len(reason.told) <= MOST_TOLD
    told = listed(map(said, reason.told)) if few else known.macros.told(reason, MOST_TOLD)
    if reason.rules in known.reasons:
        return known.reasons[reason.rules].filled({**place, TOLD: told})
    html = known.macros.reason(reason, told, place, found.numbers, found.result.level)
    return str(html).encode()
