"""One Jinja environment for each language: its texts and its content are constants there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from jinja2 import Environment, StrictUndefined

from app.services import LocaleContent
from app.web.rendering.i18n import (
    LocaleMiddleware,
    current_locale,
    gettext_for,
    gettext_text,
    language_links,
    suggested_language,
)
from app.web.rendering.markup import (
    MarkdownFilter,
    adjacent_groups,
    mark_as_english,
    paragraph_groups,
    with_emergency_number,
)
from app.web.rendering.page_cache import Fragment, PageCache, slot

COMPONENTS = ("icon", "components", "clinic", "forms", "place", "result")
"""The files of `macros/`: every template may use them by these names; later ones use earlier."""


MAX_PAGES, MAX_PLACES = 1_024, 512
"""Pages of some 12 KB, and places with some 6 KB of parts; when there are more, the oldest goes."""


@dataclass(frozen=True)
class Templates:
    """The environments by language tag, and what is rendered once.

    `places` has, for each clinic and region, the parts of pages that differ by them.
    """

    environments: Mapping[str, Environment]
    pages: PageCache[Fragment] = field(default_factory=lambda: PageCache(MAX_PAGES))
    places: PageCache[Mapping[str, str]] = field(default_factory=lambda: PageCache(MAX_PLACES))


def init_app(app: Flask, template_globals: Mapping[str, object]) -> None:
    """Serve every page in every language, below its own part of the path.

    :param template_globals: what templates may call besides what this package offers.
    """
    locales: Mapping[str, LocaleContent] = app.extensions["services"].locales
    app.wsgi_app = LocaleMiddleware(app.wsgi_app, locales)  # type: ignore[method-assign]  # as WSGI middleware is added
    prose = MarkdownFilter(locale.pack for locale in locales.values())
    environments = {
        tag: locale_environment(app, locale, template_globals, prose)
        for tag, locale in locales.items()
    }
    app.extensions["templates"] = Templates(environments)


def locale_environment(
    app: Flask,
    locale: LocaleContent,
    template_globals: Mapping[str, object],
    prose: MarkdownFilter,
) -> Environment:
    """Return Flask's Jinja environment with the texts and the content of one language."""
    env = app.create_jinja_environment()
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["ext.i18n.trimmed"] = True
    env.add_extension("jinja2.ext.i18n")
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # of the extension
    gettext = gettext_for(locale.language)
    env.globals.update(_=gettext, gettext=gettext, text=gettext_text)
    for name in ("request", "session", "g", "config"):  # a cached page may not use them
        del env.globals[name]
    env.filters.update(prose=prose, blocks=paragraph_groups, runs=adjacent_groups)
    in_english = mark_as_english if locale.language else str
    env.filters.update(numbered=with_emergency_number, in_english=in_english)
    env.globals.update(template_globals, pack=locale.pack, language=locale.language, slot=slot)
    env.globals.update(language_links=language_links, suggested_language=suggested_language)
    for name in COMPONENTS:
        env.globals[name] = env.get_template(f"macros/{name}.html").module
    return env


def templates() -> Templates:
    """Return the templates of the current app."""
    found: Templates = current_app.extensions["templates"]
    return found


def environment() -> Environment:
    """Return the environment in the language of this request."""
    return templates().environments[current_locale().tag]


def macros(name: str) -> Any:
    """Return the macros of a file of `macros/`, in the language of this request."""
    return environment().globals[name]


def render_template(name: str, **context: object) -> str:
    """Return a rendered template in the language of this request, its slots still open."""
    return environment().get_template(name).render(context)
