"""The kratom safety check: eight questions, then what matters to this person, and why."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask

from app import exchange
from app.config import ConfigError, Settings, load_settings
from app.content.loader import load_pack
from app.content.sites import load_sites
from app.core.model import Pack
from app.core.site import Site
from app.web import (
    assets,
    check,
    clinics,
    context,
    downloads,
    errors,
    headers,
    kiosk,
    limits,
    logs,
    medicines,
    operations,
    pages,
    sealed,
)


def create_app(given: Mapping[str, object] | None = None) -> Flask:
    """The check, ready to serve.

    :param given: settings by field name, over those of the environment.
    :raise ConfigError: a setting cannot be used.
    :raise ContentError: the content has faults; all of them are in it.
    """
    settings = load_settings(given)
    pack = pack_of(settings)
    app = Flask(__name__, static_folder=None, template_folder=str(settings.templates))
    logs.init_app(app)
    sealed.init_app(app, settings)
    context.init_app(app, settings, pack, sites_of(settings, pack))
    assets.init_app(app)
    errors.init_app(app)  # first who sends, then how much: a refusal of others sets no cookie
    limits.init_app(app, settings)
    operations.init_app(app, settings)
    headers.init_app(app)
    downloads.init_app(app, exchange)
    kiosk.init_app(app)
    app.register_blueprint(check.bp)
    app.register_blueprint(medicines.bp)
    app.register_blueprint(pages.bp)
    clinics.init_app(app, pack)
    return app


def pack_of(settings: Settings) -> Pack:
    """The content to serve, with the region that stands before anybody has chosen one.

    :raise ConfigError: there is no such region.
    :raise ContentError: the content has faults.
    """
    pack = load_pack(settings.questions)
    if settings.default_region not in pack.regions:
        raise ConfigError(f"DEFAULT_REGION: expected one of {', '.join(pack.regions)}")
    return pack


def sites_of(settings: Settings, pack: Pack) -> Mapping[str, Site]:
    """The clinics that link to this check, by their codes; none where no file names them.

    :raise ContentError: the file has faults.
    """
    file = settings.sites_file
    return load_sites(Path(file), pack.regions) if file else {}
