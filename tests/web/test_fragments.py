"""Fragments rendered at startup: the same as rendered for one result."""

import pytest
from flask import Flask

from app.core.model import Pack
from app.core.rule import Level
from app.core.screening import assess
from app.web.rendering.i18n import LOCALE
from app.web.rendering.templates import environment, macros
from app.web.result.report import Report
from tests.random_visits import random_visits


@pytest.mark.parametrize("tag", ["", "es"])
def test_a_reason_rendered_at_startup_is_the_one_of_this_result(app: Flask, tag: str) -> None:
    """True for every level, and for any numbering of the sections."""
    locale = app.extensions["services"].locales[tag]
    compared = 0
    with app.test_request_context(environ_overrides={LOCALE: locale}):
        fragments = environment().globals["reason_fragments"]
        for answers in random_visits(locale.pack, 60):
            report = Report(locale.pack, answers, assess(locale.pack, answers))
            for reason in report.full_reasons:
                if reason.rules in fragments:
                    fresh = macros("result").reason(
                        reason, report.section_numbers, report.citations, report.kind.level
                    )
                    assert fragments[reason.rules].fill(report.number_slots) == fresh
                    compared += 1
    assert compared > 200


def test_all_that_can_be_rendered_at_startup_is(app: Flask, pack: Pack) -> None:
    """Nothing is rendered on first use, so no visitor sees what another was shown."""
    expected = {(rule.id,) for rule in pack.rules if not set(rule.sections) & set(pack.actions)}
    for tag, env in app.extensions["templates"].environments.items():
        assert env.globals["reason_fragments"].keys() == expected, tag
        assert env.globals["section_fragments"].keys() == pack.sections.keys()
        assert env.globals["level_scales"].keys() == set(Level)
