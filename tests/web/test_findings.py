"""The parts of results that are drawn at the start: what the same request would draw."""

from dataclasses import replace
from itertools import product

import pytest
from flask import Flask

from app.core.model import Pack
from app.core.rule import Level
from app.core.site import Site
from app.web.rendering.i18n import SPOKEN
from app.web.result import findings
from app.web.result import fragments as ready
from app.web.visit.context import SETTLED, Surroundings

LEVELS = (Level.STANDARD, Level.STRONG, Level.URGENT)
EITHER = (False, True)


@pytest.mark.parametrize("tag", ["", "es"])
@pytest.mark.parametrize("code", ["", "t3st", "k105k"])
@pytest.mark.parametrize("chosen", EITHER)
def test_a_level_is_shown_as_this_very_request_would_draw_it(
    app: Flask, tag: str, code: str, *, chosen: bool
) -> None:
    """Its numbers are those of the region, a kiosk dials nothing, and no word is another's."""
    spoken = app.extensions["spoken"][tag]
    site: Site | None = spoken.sites[code] if code else None
    kiosk = site is not None and site.kiosk
    for region, level, unsaid in product(spoken.pack.regions.values(), LEVELS, EITHER):
        here = Surroundings(tag, "", site, region, chosen=chosen, begun=True)
        kind = ready.calm(level, unsaid=unsaid)
        with app.test_request_context(environ_overrides={SPOKEN: spoken, SETTLED: here}):
            known = ready.the_parts()
            shown, drawn = findings.ready_head(known, kind), known.macros.head(kind, "")
        assert shown == (drawn.encode() if chosen and not kiosk else None)
        assert not kiosk or not {"tel:", "sms:"} & set(drawn.split('"'))
        assert ("tel:" in drawn) == (level is not Level.STANDARD and not kiosk)


def test_what_stands_around_a_result_is_that_of_its_kind(app: Flask, pack: Pack) -> None:
    spoken = app.extensions["spoken"][""]
    for level, told, pictured in product(LEVELS, EITHER, EITHER):
        kind = ready.calm(level, told=told, pictured=pictured)
        with app.test_request_context(environ_overrides={SPOKEN: spoken}):
            known = ready.the_parts()
            shown = findings.ready_around(known, kind)
            assert shown == ready.around(known.macros, kind)
            danger = replace(kind, danger=True, call="crisis")
            assert findings.ready_around(known, danger) == ready.around(known.macros, danger)
        ladder = shown["ladder"].decode()
        assert ladder.count('aria-current="true"') == 1
        assert f"<span>{pack.levels[level]}</span><em>" in ladder
        assert (b'href="#where"' in shown["contents"]) == pictured


def test_where_help_comes_first_nothing_is_ready(app: Flask, pack: Pack) -> None:
    region = pack.regions["us"]
    here = Surroundings("", "", None, region, chosen=True, begun=True)
    spoken = app.extensions["spoken"][""]
    with app.test_request_context(environ_overrides={SPOKEN: spoken, SETTLED: here}):
        known = ready.the_parts()
        for kind in (
            replace(ready.calm(Level.URGENT), danger=True),
            replace(ready.calm(Level.URGENT), call="poison"),
            ready.calm(Level.EMERGENCY),
        ):
            assert kind.acute
            assert findings.ready_head(known, kind) is None


def test_of_many_rules_with_the_same_words_each_is_ready_alone(pack: Pack) -> None:
    """Their combinations are too many to be drawn."""
    one = pack.rules[0]
    few, many = (
        replace(pack, rules=tuple(replace(one, id=f"alike-{n}") for n in range(count)))
        for count in (ready.MOST_ALIKE, 60)
    )
    assert len(list(ready.untold(few))) == 2**ready.MOST_ALIKE - 1
    assert [reason.rules for reason in ready.untold(many)] == [(one.id,) for one in many.rules]


@pytest.mark.parametrize("count", range(6))
def test_a_reason_repeats_what_was_told_in_one_way(app: Flask, pack: Pack, count: int) -> None:
    """Drawn at the start or anew, of one rule or of several, and however much was told."""
    told = tuple(pack.questions["heart"].options.values())[:count]
    with app.test_request_context(environ_overrides={SPOKEN: app.extensions["spoken"][""]}):
        known = ready.the_parts()
        for untold in ready.untold(pack):
            reason = replace(untold, triggers=told)
            place = {id: str(n).encode() for n, id in enumerate(reason.sections)}
            drawn = findings.one_reason(known, reason, place, Level.STRONG)
            words = known.macros.told(told, ready.MOST_TOLD)
            whole = known.macros.reason(
                reason, words, {id: int(n) for id, n in place.items()}, known.numbers, Level.STRONG
            )
            assert drawn.decode() == whole
