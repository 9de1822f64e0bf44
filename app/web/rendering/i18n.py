"""The language of a page: the first part of its path chooses it.

A text without a translation stays in English, and says so to whoever reads it aloud.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from flask import has_request_context, request
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from app.core.language import Language
from app.services import LocaleContent, services
from app.web.rendering.markup import translate_markup

Environ = dict[str, Any]
WSGIApp = Callable[[Environ, Any], Iterable[bytes]]

LOCALE = "kratom_safety_check.locale"
"""The WSGI environment's key for the content in the page's language."""

HTML = ("Content-Type", "text/html; charset=utf-8")

PREFIX = re.compile(r"(/[\w.~-]+)+", re.ASCII)
"""What may come before all paths; a browser could read anything else as another host."""

MAX_ACCEPT_LANGUAGE = 200
"""Characters of an `Accept-Language` header that are read; a browser sends fewer."""


class LocaleMiddleware:
    """Takes the language off the path, so that routes are the same in every language.

    Each page then says which language it is in.
    """

    def __init__(self, app: WSGIApp, locales: Mapping[str, LocaleContent]) -> None:
        self._app = app
        self._locales = locales

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Serve the path below the language as if that were the root."""
        prefix = "/" + environ.get("SCRIPT_NAME", "").strip("/")
        root = prefix if PREFIX.fullmatch(prefix) else ""
        first, _, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        tag = first if first in self._locales else ""
        environ[LOCALE], environ["SCRIPT_NAME"] = self._locales[tag], root
        if tag:
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"{root}/{tag}", f"/{rest}"
        name = ("Content-Language", tag or "en")

        def start(status: str, headers: list[tuple[str, str]], *exc_info: object) -> Any:
            named = [*headers, name] if HTML in headers else headers
            return start_response(status, named, *exc_info)

        return self._app(environ, start)


def current_locale() -> LocaleContent:
    """Return the content in the language of this request."""
    found: LocaleContent = request.environ[LOCALE]
    return found


def current_language() -> Language | None:
    """Return the language of this request; None for English."""
    return current_locale().language if has_request_context() else None


def url_root() -> str:
    """Return what comes before the language in a path; empty at the top of a host."""
    tag = current_locale().tag
    return request.script_root.removesuffix(f"/{tag}") if tag else request.script_root


def gettext_text(text: str, **values: object) -> str:
    """Return a text of the interface in the language of this request, as plain text."""
    language = current_language()
    found = str(language.texts.get(text, text) if language else text)
    return found % values if values else found


def N_(text: str) -> str:
    """Mark a text for translation; it is translated where it is shown."""
    return text


def gettext_for(language: Language | None) -> Callable[..., Markup]:
    """Return the `gettext` of a language for templates, new style; None is English."""

    @cache
    def translate(text: str) -> Markup:
        return translate_markup(text, language)

    @cache
    def translate_constant(text: str) -> Markup:
        return translate(text) % {}

    def gettext(text: str, /, **values: object) -> Markup:
        return translate(text) % values if values else translate_constant(text)

    return gettext


INVITATION = N_("You can use this check in English.")
"""Each language says this of itself, in its own words."""


@dataclass(frozen=True)
class LanguageSuggestion:
    """A link to the same page in a language that the browser asks for, in that language's words."""

    id: str
    direction: str
    url: str
    text: str


def suggested_language() -> LanguageSuggestion | None:
    """Return the language to offer on an English page; it never redirects."""
    languages = services().languages
    header = request.headers.get("Accept-Language", "")[:MAX_ACCEPT_LANGUAGE]
    if current_language() or not languages or not header:
        return None
    wanted = languages.get(_best_match(header, ("en", *languages)))
    if wanted is None:
        return None
    url = f"{url_root()}/{wanted.id}{request.path}"
    text = wanted.texts.get(INVITATION, wanted.name)
    return LanguageSuggestion(wanted.id, wanted.direction, url, text)


@lru_cache(maxsize=100)
def _best_match(header: str, tags: tuple[str, ...]) -> str:
    return parse_accept_header(header, LanguageAccept).best_match(tags) or ""


def language_links() -> list[tuple[str, str, str]]:
    """Return tag, name and URL of this page in each other language."""
    here, root = current_language(), url_root()
    methods = request.url_rule.methods if request.url_rule else None
    path = request.path if "GET" in (methods or ()) else "/"
    path += "?change=1" if "change" in request.args else ""  # all other parameters are dropped
    english = [("en", "English", f"{root}{path}")] if here else []
    return english + [
        (language.id, language.name, f"{root}/{language.id}{path}")
        for language in services().languages.values()
        if language is not here
    ]
