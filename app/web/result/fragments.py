"""Sections and reasons as results show them, rendered at startup.

All of them are, for everybody: from what a page has to render first, nobody can learn what somebody
else was shown.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from flask import Flask, g
from markupsafe import Markup

from app.core.model import Pack
from app.core.rule import Level
from app.core.screening import reasons
from app.web.rendering.i18n import LOCALE
from app.web.rendering.templates import templates
from app.web.result.citations import SOURCES_PAGE, Citations

RESULT_MACROS = "macros/result.html"


class NoVisitor:
    """The page context of what is rendered at startup, for everybody: it has none.

    :raise RuntimeError: something asks for it.
    """

    def __getattr__(self, name: str) -> NoReturn:
        """Refuse."""
        raise RuntimeError(f"What is rendered at startup may not depend on a visitor's {name}.")


def init_app(app: Flask) -> None:
    """Give the templates of each language what is below, by the same names."""
    with app.app_context():
        environments = templates().environments
    for tag, environment in environments.items():
        locale = app.extensions["services"].locales[tag]
        with app.test_request_context(environ_overrides={LOCALE: locale}):
            g.page_context = NoVisitor()
            macros = environment.globals["result"]
            environment.globals["section_fragments"] = section_fragments(locale.pack, macros)
            environment.globals["reason_fragments"] = reason_fragments(locale.pack, macros)
            environment.globals["level_scales"] = level_scales(macros)
            # The macros of a result show these: its module has to be made once more, with them.
            environment.globals["result"] = environment.get_template(RESULT_MACROS).make_module()


def level_scales(macros: Any) -> Mapping[Level, Markup]:
    """Return the list of all levels, with each in turn as that of the result."""
    return {level: macros.level_scale(level) for level in Level}


def section_fragments(pack: Pack, macros: Any) -> Mapping[str, Markup]:
    """Return each section by its id."""
    citations = Citations(pack, (), SOURCES_PAGE)
    return {id: macros.section(section, citations) for id, section in pack.sections.items()}


def reason_fragments(pack: Pack, macros: Any) -> Mapping[tuple[str, ...], Markup]:
    """Return the reason of each single rule, in full, by `Reason.rules`."""
    citations = Citations(pack, (), SOURCES_PAGE)
    return {
        reason.rules: macros.reason(reason, citations)
        for rule in pack.rules
        for reason in reasons(pack, [rule], {})
    }
