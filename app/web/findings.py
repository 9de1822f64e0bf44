"""What a result shows of one person's answers.

Reasons, sections and what stands around them are drawn at the start, for everybody; of a visit, the
open places are filled in: what was told, and the numbers that the sections have on this result.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup, escape

from app.core import screening
from app.core.model import Option, Pack, Question, Reason
from app.core.named import Medicine
from app.core.region import Region
from app.core.rule import Level, Rule
from app.web import drawn, templates, visit
from app.web.context import SETTLED, Surroundings, kiosk, settle
from app.web.drawn import Drawn, Marks, Places
from app.web.markup import NOTHING, decoded, listed
from app.web.outline import Outline, outline
from app.web.report import Frame, Numbers, Report
from app.web.words import SPOKEN, said, spoken

Answered = Iterable[tuple[Question, Sequence[Option | Medicine]]]
"""Questions with what was told there."""

SOURCES_PAGE = "result/sources"
"""The address of the sources of a result, as seen from the result."""

MOST_TOLD = 3
"""How many answers a reason repeats; of more, it says how many."""

TOLD = "told:"
"""The place of the answers in a reason; the other places have the ids of sections."""

LEVELS = (Level.STANDARD, Level.STRONG, Level.URGENT)
"""The levels of results on which help need not come first."""

EITHER = (False, True)


@dataclass(frozen=True)
class Parts:
    """The parts of results in a language.

    `macros`: what draws them. `numbers`: those of the sources. `reasons`: by their rules, but for
    those that speak of a section on what to do now: how that one is called depends on the level of
    the result. `sections`: by their ids. `asked`: the questions to take along. `outline`: the
    picture. `heads`: the levels, by region, and by whether nothing definite was said. `around`:
    what else the kind of a result says already, by level, whether something was told, and picture.
    """

    macros: Any
    numbers: Numbers
    reasons: Mapping[tuple[str, ...], Drawn]
    sections: Mapping[str, Drawn]
    asked: Mapping[str, bytes]
    outline: Outline
    heads: Mapping[tuple[str, Level, bool], Markup]
    around: Mapping[tuple[Level, bool, bool], Mapping[str, Markup]]


def init_app(app: Flask, packs: Mapping[str, Pack]) -> None:
    """Set up the templates, once all that they use is known, and draw the parts of results."""
    drawn.init_app(app)
    templates.init_app(app, packs)
    app.extensions["findings"] = made = {}
    for tag, own in app.extensions["templates"].items():
        with app.test_request_context(environ_overrides={SPOKEN: app.extensions["spoken"][tag]}):
            made[tag] = parts(packs[tag], own.globals["findings"], own.globals["outline"])


def parts(pack: Pack, macros: Any, picture: Any) -> Parts:
    """The parts of results, drawn in the language of the macros."""
    numbers, place = Numbers(pack, (), SOURCES_PAGE), Marks()
    sections = {id: macros.section(one, place[id], numbers) for id, one in pack.sections.items()}
    return Parts(
        macros,
        numbers,
        reasons(pack, macros, numbers),
        {id: Drawn.of(html) for id, html in sections.items()},
        {one.ask[0]: macros.asked(one.ask[0]).encode() for one in pack.sections.values()},
        outline(pack, picture),
        {
            (region.id, level, unsaid): head(macros, region, calm(level, unsaid=unsaid))
            for region, level, unsaid in product(pack.regions.values(), LEVELS, EITHER)
        },
        {
            (level, told, pictured): around(macros, calm(level, told=told, pictured=pictured))
            for level, told, pictured in product(LEVELS, EITHER, EITHER)
        },
    )


def reasons(pack: Pack, macros: Any, numbers: Numbers) -> Mapping[tuple[str, ...], Drawn]:
    """Reasons, by their rules."""
    place, everyone = Marks(), {TOLD: macros.told((), MOST_TOLD)}
    return {
        one.rules: Drawn.of(macros.reason(one, place[TOLD], place, numbers, one.level), everyone)
        for one in untold(pack)
        if not set(one.sections) & set(pack.actions)
    }


def untold(pack: Pack) -> Iterator[Reason]:
    """Every reason that a result may give, before anybody has told anything.

    Rules with the same words are one reason: any of them may have fired, or several.
    """
    alike: dict[tuple[str, tuple[str, ...]], list[Rule]] = {}
    for rule in pack.rules:
        alike.setdefault((rule.reason, rule.sections), []).append(rule)
    for rules in alike.values():
        for count in range(1, len(rules) + 1):
            for some in combinations(rules, count):
                yield from screening.reasons(pack, some, {})


def calm(
    level: Level, *, unsaid: bool = False, told: bool = False, pictured: bool = False
) -> Frame:
    """A kind of result on which help need not come first."""
    return Frame(level, "", danger=False, unsaid=unsaid, told=told, pictured=pictured)


def head(macros: Any, region: Region, kind: Frame) -> Markup:
    """The level and what it means, for somebody in a region, on a device of their own."""
    here = Surroundings(spoken().tag, "", None, region, chosen=True, begun=True)
    with current_app.test_request_context(environ_overrides={SPOKEN: spoken(), SETTLED: here}):
        html: Markup = macros.head(kind, "")
    return html


def around(macros: Any, kind: Frame) -> Mapping[str, Markup]:
    """What the kind of a result says already."""
    return {
        "ladder": macros.ladder(kind.level),
        "contents": macros.short(kind),
        "aside": macros.aside(kind),
        "why": macros.why(kind.told),
    }


def the_parts() -> Parts:
    """The parts of results in the language of the page."""
    made: Mapping[str, Parts] = current_app.extensions["findings"]
    return made[spoken().tag]


def answered(told: Answered) -> Mapping[str, Markup]:
    """What the page of all answers leaves open."""
    macros = the_parts().macros
    return {f"told {question.id}": macros.answer(options) for question, options in told}


def findings(found: Report, following: str = "") -> Places:
    """What the page of a result leaves open: all that depends on answers.

    :param following: where an open question is asked.
    """
    known, kind = the_parts(), found.frame
    place = {id: b"%d" % number for id, number in found.place.items()}
    return {
        **ready_around(known, kind),
        "token": escape(visit.token()),
        "head": ready_head(known, kind) or known.macros.head(kind, following),
        "actions": known.macros.actions(found, known.numbers) if found.actions else NOTHING,
        "reasons": b"".join([one_reason(known, one, place, kind.level) for one in found.reasons]),
        "further": known.macros.further(found) if found.further else NOTHING,
        "where": known.outline.showing(found.marks, place) if found.marks else NOTHING,
        "ask": b"".join([known.asked[question] for question in found.ask]),
        "sections": b"".join([known.sections[one.id].filled(place) for one in found.sections]),
    }


def ready_head(known: Parts, kind: Frame) -> Markup | None:
    """The level as it was drawn at the start; None where somebody stands somewhere unusual."""
    here = settle()
    if kind.acute or kiosk() or not here.chosen:
        return None
    return known.heads[here.region.id, kind.level, kind.unsaid]


def ready_around(known: Parts, kind: Frame) -> Mapping[str, Markup]:
    """What the kind says already, as it was drawn at the start; where help comes first, anew."""
    if kind.acute:
        return around(known.macros, kind)
    return known.around[kind.level, kind.told, kind.pictured]


def one_reason(known: Parts, reason: Reason, place: Places, level: Level) -> bytes:
    """A reason: what was told, what follows from it, and what to read."""
    ready = known.reasons.get(reason.rules)
    if ready and not reason.told:
        return ready.filled(place)
    told = repeated(known, reason.told)
    if ready:
        return ready.filled({**place, TOLD: told})
    numbered = {id: decoded(number) for id, number in place.items()}
    html: str = known.macros.reason(reason, told, numbered, known.numbers, level)
    return html.encode()


def repeated(known: Parts, told: Sequence[Option | Medicine]) -> Markup:
    """What was told, in words; of very much, how much more there was."""
    few = 0 < len(told) <= MOST_TOLD
    return listed(map(said, told)) if few else known.macros.told(told, MOST_TOLD)
