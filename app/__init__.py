"""The kratom safety check: eight questions, then what matters to this person, and why."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from app import exchange
from app.config import ConfigError, Settings, load_settings
from app.content.load.languages import language_tags, load_languages
from app.content.load.pack import load_pack
from app.content.load.sites import load_sites
from app.content.load.translation import translate_pack
from app.core.language import Language
from app.core.model import Pack
from app.core.site import Site
from app.web.http import access_log as logs
from app.web.http import request_limits as limits
from app.web.http import security_headers as headers
from app.web.http import session as sealed
from app.web.rendering import assets
from app.web.rendering import i18n as words
from app.web.rendering.markup import English
from app.web.result import fragments as ready
from app.web.views import clinics, downloads, errors, medicines, operations, pages
from app.web.views import results as check
from app.web.visit import context


class Check(Flask):
    """A Flask app without asynchronous views: to look for them took 2 % of every visit."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func


def create_app(given: Mapping[str, object] | None = None) -> Flask:
    """The check, ready to serve.

    :param given: settings by field name, over those of the environment.
    :raise ConfigError: a setting cannot be used.
    :raise ContentError: the content has faults; all of them are in it.
    """
    settings = load_settings(given)
    packs, languages = packs_of(settings)
    app = Check(__name__, static_folder=None, template_folder=str(settings.templates))
    logs.init_app(app)
    sealed.init_app(app, settings)
    words.init_app(app, packs, languages, sites_of(settings, packs[""]))
    context.init_app(app, settings, packs)
    assets.init_app(app)
    errors.init_app(app)
    limits.init_app(app, settings)
    operations.init_app(app, settings)
    headers.init_app(app)
    downloads.init_app(app, exchange)
    clinics.init_app(app, packs[""])
    for part in (check, medicines, pages):
        app.register_blueprint(part.bp)
    ready.init_app(app, packs)  # last: it draws
    return app


def packs_of(settings: Settings) -> tuple[Mapping[str, Pack], Mapping[str, Language]]:
    """The content to serve, by language, and the languages; English is there without a name.

    :raise ConfigError: the region that stands before anybody has chosen one is none.
    :raise ContentError: the content, or what is said of a language, has faults.
    """
    pack = load_pack(settings.questions)
    if settings.default_region not in pack.regions:
        raise ConfigError(f"DEFAULT_REGION: expected one of {', '.join(pack.regions)}")
    reviewed_only = settings.require_reviewed_translation
    languages = load_languages(settings.questions, reviewed_only=reviewed_only)

    def translate(language: Language) -> Callable[[str], str]:
        return lambda text: language.texts.get(text) or English(text)

    others = {id: translate_pack(pack, translate(one), id) for id, one in languages.items()}
    return {"": pack} | others, languages


def sites_of(settings: Settings, pack: Pack) -> Mapping[str, Site]:
    """The clinics that link to this check, by their codes; none where no file names them.

    :raise ContentError: the file has faults.
    """
    file = settings.sites_file
    languages = language_tags(settings.questions)
    return load_sites(Path(file), pack.regions, languages) if file else {}
