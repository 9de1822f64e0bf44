"""The words of a page in the language that was asked for, by the first part of the address.

A text without words in that language stays in English, and says so to whoever reads it aloud.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, has_request_context, request

from app.core.language import Language
from app.core.medicines.model import Medicine
from app.core.model import Option, Pack
from app.core.site import Site
from app.web.http.asked import asking
from app.web.rendering.markup import English

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]

SPOKEN, ROOT = "check.spoken", "check.root"
"""What the address says of the language, and what stands before it, in the WSGI environment."""

PAGE = ("Content-Type", "text/html; charset=utf-8")
"""By what a page is known among the headers of an answer."""


@dataclass(frozen=True)
class Spoken:
    """A language, its tag (empty for English, which is None), and what is said in it.

    `sites`: the clinics, by their codes.
    """

    tag: str
    language: Language | None
    pack: Pack
    sites: Mapping[str, Site]


PREFIX = re.compile(r"(/[\w.~-]+)+", re.ASCII)
"""What may stand before all addresses; of anything else a browser could make another host."""


class LanguageInAddress:
    """Takes the language from the address, so that all else is the same in every language.

    Each page then says which one it is in.
    """

    def __init__(self, app: Wsgi, spoken: Mapping[str, Spoken]) -> None:
        self._app = app
        self._spoken = spoken

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Serve the page below the language's part of the address as if that were the root."""
        prefix = "/" + environ.get("SCRIPT_NAME", "").strip("/")
        root = prefix if PREFIX.fullmatch(prefix) else ""
        first, _, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        tag = first if first in self._spoken else ""
        environ[SPOKEN], environ[ROOT], environ["SCRIPT_NAME"] = self._spoken[tag], root, root
        if tag:
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"{root}/{tag}", f"/{rest}"
        name = ("Content-Language", tag or "en")

        def start(status: str, headers: list[tuple[str, str]], *more: object) -> Any:
            return start_response(status, [*headers, name] if PAGE in headers else headers, *more)

        return self._app(environ, start)


def init_app(
    app: Flask,
    packs: Mapping[str, Pack],
    languages: Mapping[str, Language],
    sites: Mapping[str, Site],
) -> None:
    """Serve every page in every language, below its own part of the address.

    :param packs: the same content by language; English has no name.
    """
    spoken = {
        tag: Spoken(tag, languages.get(tag), pack, clinics(tag, sites))
        for tag, pack in packs.items()
    }
    app.extensions["languages"], app.extensions["spoken"] = languages, spoken
    app.wsgi_app = LanguageInAddress(app.wsgi_app, spoken)  # type: ignore[method-assign]  # as WSGI middleware is added
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # of the extension
    app.jinja_env.globals.update(at=words, invited=invited, in_languages=in_languages)
    app.jinja_env.globals.update(said=said, such_as=such_as)
    app.jinja_env.filters["said"] = said


def clinics(tag: str, sites: Mapping[str, Site]) -> Mapping[str, Site]:
    """The clinics, on pages in a language."""
    return {code: site.localized(tag, English) if tag else site for code, site in sites.items()}


def language() -> Language | None:
    """The language of this page; None for English."""
    return spoken().language if has_request_context() else None


def spoken() -> Spoken:
    """The language of this page, and the content in it."""
    here: Spoken = request.environ[SPOKEN]
    return here


def root() -> str:
    """What stands before the language in an address; empty for a check at the top of its host."""
    return str(request.environ.get(ROOT, ""))


def words(text: str, **values: object) -> str:
    """A text of the interface in the language of the page, as plain text."""
    here = language()
    found = str(here.texts.get(text, text) if here else text)
    return found % values if values else found


def N_(text: str) -> str:
    """Marks a text for translation; it is translated where it is shown."""
    return text


IDS = (
    *(N_("standard"), N_("strong"), N_("urgent"), N_("emergency")),
    *(N_("supported"), N_("partly supported"), N_("not supported"), N_("contradicted")),
    *(N_("trial"), N_("study"), N_("review"), N_("case report"), N_("laboratory")),
    *(N_("guideline"), N_("regulator"), N_("label"), N_("public advice"), N_("registry")),
    *(N_("report"), N_("own search")),
)
"""Ids that pages show as words: levels, verdicts on claims, and kinds of sources."""


INVITATION = N_("You can use this check in English.")
"""In its own words, each language says so of itself."""


def said(one: Option | Medicine) -> str:
    """How a result repeats an answer to the person who gave it."""
    if isinstance(one, Option):
        return one.patient_text
    return words("You take %(medicine)s", medicine=f"{one.label}{such_as(one)}")


def such_as(medicine: Medicine) -> str:
    """A brand that may stand on a medicine's bottle, in brackets; empty where none is known."""
    known = medicine.brand and not medicine.unbranded
    return words(" (such as %(brand)s)", brand=medicine.brand) if known else ""


@dataclass(frozen=True)
class Invitation:
    """A way to the same page in a language that a browser asks for, in its own words."""

    id: str
    direction: str
    url: str
    words: str


def invited() -> Invitation | None:
    """To whom an English page offers another language first: it never redirects."""
    known: Mapping[str, Language] = current_app.extensions["languages"]
    wanted = known.get(request.accept_languages.best_match(["en", *known]) or "")
    if wanted is None or language():
        return None
    url = f"{root()}/{wanted.id}{request.path}"
    text = wanted.texts.get(INVITATION, wanted.name)
    return Invitation(wanted.id, wanted.direction, url, text)


def in_languages() -> list[tuple[str, str, str]]:
    """Where this same page stands in the other languages: tag, name and address of each."""
    known: Mapping[str, Language] = current_app.extensions["languages"]
    here = language()
    path = request.path if "GET" in _methods() else "/"
    path += "?change=1" if asking().says("change") else ""  # whatever else stands there is dropped
    others = [("en", "English", f"{root()}{path}")] if here else []
    return others + [
        (one.id, one.name, f"{root()}/{one.id}{path}") for one in known.values() if one is not here
    ]


def _methods() -> Iterable[str]:
    rule = request.url_rule
    return (rule.methods or ()) if rule else ()
