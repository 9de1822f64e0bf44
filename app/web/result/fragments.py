"""What results show, drawn at the start for everybody, with places for what one person told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from flask import Flask, current_app

from app.core import screening
from app.core.model import Pack, Reason
from app.core.region import Region
from app.core.rule import AnswerPair, Level, Rule
from app.web.rendering import page_cache as drawn
from app.web.rendering import templates
from app.web.rendering.i18n import SPOKEN, spoken
from app.web.rendering.markup import encoded
from app.web.rendering.page_cache import Drawn, Marks, Places
from app.web.result.outline import Outline, outline
from app.web.result.report import Frame, Numbers
from app.web.visit.context import SETTLED, Surroundings

SOURCES_PAGE = "result/sources"
"""The address of the sources of a result, as seen from the result."""

MOST_TOLD = 3
"""How many answers a reason repeats; of more, it says how many."""

MOST_ALIKE = 4
"""How many rules may have the same words for all their combinations to be drawn at the start."""

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
    `answers`: what stands around the answers to a question; `answer`: each that can be ticked.
    """

    macros: Any
    numbers: Numbers
    reasons: Mapping[tuple[str, ...], Drawn]
    sections: Mapping[str, Drawn]
    asked: Mapping[str, bytes]
    outline: Outline
    heads: Mapping[tuple[str, Level, bool], bytes]
    around: Mapping[tuple[Level, bool, bool], Places]
    answers: Drawn
    answer: Mapping[AnswerPair, bytes]


def init_app(app: Flask, packs: Mapping[str, Pack]) -> None:
    """Set up the templates, once all that they use is known, and draw the parts of results."""
    drawn.init_app(app)
    templates.init_app(app, packs)
    app.extensions["parts"] = made = {}
    for tag, own in app.extensions["templates"].items():
        screening.fired_rules(packs[tag], frozenset())  # what it looks up is put together now
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
        {one.ask[0]: encoded(macros.asked(one.ask[0])) for one in pack.sections.values()},
        outline(pack, picture),
        heads(pack, macros),
        {
            (level, told, pictured): around(macros, calm(level, told=told, pictured=pictured))
            for level, told, pictured in product(LEVELS, EITHER, EITHER)
        },
        Drawn.of(macros.answers(place["list"])),
        {
            (id, one.id): encoded(macros.answer(one))
            for id, question in pack.questions.items()
            for one in question.option
        },
    )


def reasons(pack: Pack, macros: Any, numbers: Numbers) -> Mapping[tuple[str, ...], Drawn]:
    """Reasons, by their rules."""
    place, everyone = Marks(), {TOLD: encoded(macros.told((), MOST_TOLD))}
    return {
        one.rules: Drawn.of(macros.reason(one, place[TOLD], place, numbers, one.level), everyone)
        for one in untold(pack)
        if not set(one.sections) & set(pack.actions)
    }


def untold(pack: Pack) -> Iterator[Reason]:
    """The reasons that a result may give, before anybody has told anything.

    Rules with the same words are one reason: any of them may have fired, or several.
    """
    alike: dict[tuple[str, tuple[str, ...]], list[Rule]] = {}
    for rule in pack.rules:
        alike.setdefault((rule.reason, rule.sections), []).append(rule)
    for rules in alike.values():
        together = len(rules) if len(rules) <= MOST_ALIKE else 1
        for count in range(1, together + 1):
            for some in combinations(rules, count):
                yield from screening.reasons(pack, some, {})


def calm(
    level: Level, *, unsaid: bool = False, told: bool = False, pictured: bool = False
) -> Frame:
    """A kind of result on which help need not come first."""
    return Frame(level, "", danger=False, unsaid=unsaid, told=told, pictured=pictured)


def heads(pack: Pack, macros: Any) -> Mapping[tuple[str, Level, bool], bytes]:
    """The levels, by region, and by whether nothing definite was said."""
    return {
        (region.id, level, unsaid): head(macros, region, calm(level, unsaid=unsaid))
        for region, level, unsaid in product(pack.regions.values(), LEVELS, EITHER)
    }


def head(macros: Any, region: Region, kind: Frame) -> bytes:
    """The level and what it means, for somebody in a region, on a device of their own."""
    here = Surroundings(spoken().tag, "", None, region, chosen=True, begun=True)
    with current_app.test_request_context(environ_overrides={SPOKEN: spoken(), SETTLED: here}):
        return encoded(macros.head(kind, ""))


def around(macros: Any, kind: Frame) -> Places:
    """What the kind of a result says already."""
    return {
        "ladder": encoded(macros.ladder(kind.level)),
        "contents": encoded(macros.short(kind)),
        "aside": encoded(macros.aside(kind)),
        "why": encoded(macros.why(kind.told)),
    }


def the_parts() -> Parts:
    """The parts of results in the language of the page."""
    made: Mapping[str, Parts] = current_app.extensions["parts"]
    return made[spoken().tag]
