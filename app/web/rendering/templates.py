"""The templates, set up for each language by itself: words and content are constants there."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, current_app
from jinja2 import Environment
from markupsafe import Markup

from app.core.language import Language
from app.core.model import Pack
from app.web.rendering.i18n import spoken
from app.web.rendering.markup import interface
from app.web.visit.context import settle

MACROS = ("icon", "part", "clinic", "fields", "outline", "findings")
"""The files of `macros/`, which every template may use by these names; later ones use earlier."""


def init_app(app: Flask, packs: Mapping[str, Pack]) -> None:
    """Set up the templates of every language, once all that they use is known to Flask's own."""
    languages: Mapping[str, Language] = app.extensions["languages"]
    app.extensions["templates"] = {
        tag: speaking(app.jinja_env, languages.get(tag), pack) for tag, pack in packs.items()
    }


def speaking(known: Environment, here: Language | None, pack: Pack) -> Environment:
    """Templates in a language; None is English."""
    own = known.overlay()
    said = words_of(here)
    own.globals = {
        **known.globals,
        "pack": pack,
        "language": lambda: here,
        "_": said,
        "gettext": said,
    }
    del own.globals["csrf_token"]  # a page that is kept must hold none: `places` has it
    for name in MACROS:
        own.globals[name] = own.get_template(f"macros/{name}.html").module
    return own


def words_of(here: Language | None) -> Callable[..., Markup]:
    """What a text of the interface is in a language, with values put in."""
    formats: dict[str, Markup] = {}
    constants: dict[str, Markup] = {}

    def said(text: str, /, **values: Any) -> Markup:
        if text not in formats:
            formats[text] = interface(text, here)
        if values:
            return formats[text] % values
        if text not in constants:
            constants[text] = formats[text] % {}
        return constants[text]

    return said


def render(template: str, **context: object) -> str:
    """A template in the language of the page."""
    settle()
    return environment().get_template(template).render(context)


def environment() -> Environment:
    """The templates in the language of the page."""
    own: Environment = current_app.extensions["templates"][spoken().tag]
    return own
