"""The kratom safety check: eight questions, then what matters to this person, and why."""

from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import exchange
from app.config import ConfigError, Settings, load_settings
from app.content.load.languages import language_tags, load_languages
from app.content.load.pack import load_pack
from app.content.load.sites import load_sites
from app.content.load.translation import translate_pack
from app.core.language import Language
from app.core.medicines.index import MedicineIndex
from app.core.site import Site
from app.services import LocaleContent, Services
from app.web.http import access_log, request_limits, security_headers
from app.web.http.csrf import csrf
from app.web.http.session import EncryptedSessionInterface
from app.web.rendering import assets, templates
from app.web.rendering.markup import Untranslated
from app.web.result import fragments
from app.web.result.paper_key import build_key
from app.web.views import clinics, errors, medicines, operations, pages, questions, results, start
from app.web.visit import context, state

CLEARING = "pages.forget"
"""The endpoint that clears a device: no other site, limit or token may keep it from doing so."""

PRESENCE = "clinics.confirm_presence"
"""The endpoint that gives somebody more time on a kiosk, which an expired token must not cost."""


def create_app(
    overrides: Mapping[str, object] | None = None, services: Services | None = None
) -> Flask:
    """Return the check, ready to serve.

    :param overrides: settings by field name, over those of the environment.
    :param services: content that is loaded already, instead of that of the settings.
    :raise ConfigError: a setting cannot be used.
    :raise ContentError: the content has problems; all of them are in it.
    """
    settings = load_settings(overrides)
    app = Flask(__name__, static_folder=None, template_folder=str(settings.templates))
    app.config.from_mapping(settings.flask_config)
    app.extensions["services"] = services or load_services(settings)
    _set_up_requests(app, settings)
    _set_up_pages(app)
    if n := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n, x_prefix=n)  # type: ignore[method-assign]  # as WSGI middleware is added
    security_headers.init_app(app)
    return app


def _set_up_requests(app: Flask, settings: Settings) -> None:
    """Register what happens before and after every view; the order is that of the calls."""
    access_log.init_app(app)
    app.session_interface = EncryptedSessionInterface(
        settings.keys, kept_after_expiry=(state.SITE,)
    )
    request_limits.limit_body(app)
    csrf.init_app(app, is_required=state.needs_csrf_token, cross_site=(CLEARING,))
    csrf.exempt(pages.forget)
    csrf.exempt(clinics.confirm_presence)
    # First who sends, then how many: a refused POST of another site sets no cookie.
    limiter = request_limits.PostLimiter(
        settings.ratelimit, settings.ratelimit_storage_uri, settings.secret_key
    )
    request_limits.limit_rate(app, limiter, (CLEARING, PRESENCE))


def _set_up_pages(app: Flask) -> None:
    """Register the views, and render what is rendered at startup."""
    pack = app.extensions["services"].english.pack
    own = {
        "asset": assets.asset_url,
        "idle_timer": clinics.idle_timer,
        "paper_key": build_key(pack),
    }
    templates.init_app(app, {**context.template_globals(pack), **own})
    for module in (assets, start, questions, medicines, results, pages, clinics, operations):
        app.register_blueprint(module.bp)
    app.register_blueprint(results.downloads)
    clinics.init_app(app)
    errors.init_app(app)
    fragments.init_app(app)


def load_services(settings: Settings) -> Services:
    """Return the content in every language, the clinics, and the index of medicine names.

    :raise ConfigError: `DEFAULT_REGION` is no region of the content.
    :raise ContentError: the content, a language or the clinics have problems.
    """
    pack = load_pack(settings.questions)
    if settings.default_region not in pack.regions:
        raise ConfigError(f"DEFAULT_REGION: expected one of {', '.join(pack.regions)}")
    reviewed_only = settings.require_reviewed_translation
    languages = load_languages(settings.questions, reviewed_only=reviewed_only)

    def translator(language: Language) -> Callable[[str], str]:
        return lambda text: language.texts.get(text) or Untranslated(text)

    locales = {"": LocaleContent("", None, pack, {})} | {
        tag: LocaleContent(tag, language, translate_pack(pack, translator(language), tag), {})
        for tag, language in languages.items()
    }
    index = MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules)
    return Services(locales, index, exchange).with_sites(
        _sites(settings, pack.regions), Untranslated
    )


def _sites(settings: Settings, regions: Mapping[str, object]) -> Mapping[str, Site]:
    file = settings.sites_file
    return load_sites(Path(file), regions, language_tags(settings.questions)) if file else {}
