"""Settings: defaults, then a file, then the environment, then what the caller gives.

A bad value stops the start.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from cryptography.fernet import Fernet
from limits import parse_many

HERE = Path(__file__).parent

COOKIE_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
"""A token of RFC 6265, section 4.1.1."""

STORE = re.compile(
    r"memory://|rediss?://(?:[^\s/]*@)?[^\s/:@]+(?::\d{1,5})?(?:/\d+)?|redis\+unix://\S+"
)
ADDRESS = re.compile(r'https?://[^\s/?#@|<>"]+(?:/[^\s?#|<>"]*[^\s?#|<>"/])?')
"""A web address that others may build on: no query, no fragment, no slash at its end."""

CONTACT = re.compile(r"(mailto:|https://|tel:)\S+")

LONGEST_WINDOW = 60
"""Seconds for which posts are counted; the privacy page says so."""

PASSWORD = re.compile(r"(//).*@")
"""What stands before the host in an address."""

SHORTEST_KEY = 32
"""Characters of a key that signs forms: as many as a hexadecimal key of 128 bits has."""


class ConfigError(ValueError):
    """Raised when settings cannot be used; the message names every fault."""


def folder(name: str) -> Path:
    """Where a folder of content is: inside an installed package, else at the top of the tree."""
    bundled = HERE / "_bundled" / name
    return bundled if bundled.is_dir() else HERE.parent / name


@dataclass(frozen=True)
class Settings:
    """Everything that can be set, by its name in capitals in a file or the environment."""

    questions: Path = field(default_factory=lambda: folder("questions"))
    templates: Path = field(default_factory=lambda: folder("templates"))
    default_region: str = "us"
    cookie_name: str = "__Host-visit"
    cookie_secure: bool = True
    seal_keys: tuple[str, ...] = ()
    wtf_csrf_secret_key: str = ""
    ratelimit: str = "600 per minute"
    ratelimit_storage_uri: str = "memory://"
    trusted_proxies: int = 0
    security_contact: str = ""
    sites_file: str = ""
    public_url: str = ""
    require_reviewed_translation: bool = False
    development: bool = False


def load_settings(given: Mapping[str, object] | None = None) -> Settings:
    """The settings in force.

    :param given: by field name; stands over the environment, which stands over the file named by
        `CONFIG_FILE`.
    :raise ConfigError: naming every value that cannot be used.
    """
    return _checked(_with_development_keys(_gathered(given or {})))


def in_words(settings: Settings) -> Mapping[str, str]:
    """The settings by their names in capitals, to be shown: of keys, only how many there are."""
    secret = {
        "seal_keys": f"{len(settings.seal_keys)} of them",
        "wtf_csrf_secret_key": f"{len(settings.wtf_csrf_secret_key)} characters",
        "ratelimit_storage_uri": PASSWORD.sub(r"\1…@", settings.ratelimit_storage_uri),
    }
    values = {field.name: str(getattr(settings, field.name)) for field in fields(Settings)}
    return {name.upper(): value for name, value in (values | secret).items()}


def questions_folder() -> Path:
    """The folder with the content that the check would serve.

    :raise ConfigError: a setting cannot be read; whether keys are there does not matter here.
    """
    return _gathered({}).questions


def _gathered(given: Mapping[str, object]) -> Settings:
    names = {field.name for field in fields(Settings)}
    # What a server has around it must never make it a development server.
    outside = names - {"development"}
    raw = _from_file() | {n: os.environ[n.upper()] for n in outside if n.upper() in os.environ}
    faults = [f"{name.upper()}: no such setting" for name in raw if name not in outside]
    faults += [f"{name.upper()}: no such setting" for name in given if name not in names]
    raw |= given
    values = {name: _parsed(name, raw[name], faults) for name in raw if name in names}
    if faults:
        raise ConfigError("\n".join(faults))
    return replace(Settings(), **values)  # type: ignore[arg-type]  # parsed by field type above


def _from_file() -> dict[str, object]:
    path = os.environ.get("CONFIG_FILE")
    if not path:
        return {}
    try:
        table = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"CONFIG_FILE: {path}: {error}") from None
    return {name.lower(): value for name, value in table.items()}


def _parsed(name: str, value: object, faults: list[str]) -> object:
    kind = type(getattr(Settings(), name))
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    if kind is int and str(value).isdecimal():
        return int(str(value))
    if kind is bool and str(value).lower() in ("1", "true", "yes", "0", "false", "no"):
        return str(value).lower() in ("1", "true", "yes")
    if kind is tuple and isinstance(value, str | list):
        parts = value.split(",") if isinstance(value, str) else value
        return tuple(str(part).strip() for part in parts if str(part).strip())
    if isinstance(value, str) and issubclass(kind, Path):
        return Path(value)
    expected = {bool: "true or false", int: "a whole number"}.get(kind, "text")
    faults.append(f"{name.upper()}: expected {expected}")
    return value


def _with_development_keys(settings: Settings) -> Settings:
    """Development seals with keys of its own, and over plain HTTP; they end with the process."""
    if not settings.development:
        return settings
    default = Settings()
    plain = settings.cookie_name == default.cookie_name
    return replace(
        settings,
        seal_keys=settings.seal_keys or (Fernet.generate_key().decode(),),
        wtf_csrf_secret_key=settings.wtf_csrf_secret_key or Fernet.generate_key().decode(),
        cookie_name="visit" if plain else settings.cookie_name,
        cookie_secure=settings.cookie_secure and not plain,
    )


def _checked(settings: Settings) -> Settings:
    if faults := list(_faults(settings)):
        raise ConfigError("\n".join(faults))
    return settings


def _faults(settings: Settings) -> Iterator[str]:
    yield from _key_faults(settings)
    if not COOKIE_NAME.fullmatch(settings.cookie_name):
        yield f"COOKIE_NAME: not a name that a browser takes: {settings.cookie_name!r}"
    if settings.cookie_name.startswith("__Host-") and not settings.cookie_secure:
        yield "COOKIE_NAME: the prefix __Host- needs COOKIE_SECURE"
    if not (settings.templates / "layout.html").is_file():
        yield f"TEMPLATES: no layout.html in {settings.templates}"
    if not STORE.fullmatch(settings.ratelimit_storage_uri):
        yield "RATELIMIT_STORAGE_URI: expected memory:// or redis://host:port/number"
    if settings.trusted_proxies < 0:
        yield "TRUSTED_PROXIES: expected a whole number, 0 or more"
    if settings.security_contact and not CONTACT.fullmatch(settings.security_contact):
        yield "SECURITY_CONTACT: expected one address that begins mailto:, https:// or tel:"
    if settings.public_url and not ADDRESS.fullmatch(settings.public_url):
        yield "PUBLIC_URL: expected an address such as https://check.example, without / at its end"
    yield from _limit_faults(settings.ratelimit)


def _limit_faults(limit: str) -> Iterator[str]:
    try:
        (parsed,) = parse_many(limit)
    except ValueError:
        yield f"RATELIMIT: not one limit such as “600 per minute”: {limit!r}"
        return
    if parsed.amount < 1:
        yield "RATELIMIT: expected at least 1"
    if parsed.get_expiry() > LONGEST_WINDOW:
        yield f"RATELIMIT: counts are kept for {LONGEST_WINDOW} seconds at most"


def _key_faults(settings: Settings) -> Iterator[str]:
    if not settings.seal_keys:
        yield "SEAL_KEYS: missing; answers are sealed with it. Make one: kratom-safety-check key"
    for number, key in enumerate(settings.seal_keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            yield f"SEAL_KEYS: key {number} is no Fernet key. Make one: kratom-safety-check key"
    if not settings.wtf_csrf_secret_key:
        yield "WTF_CSRF_SECRET_KEY: missing; forms are signed with it. Any long random text will do"
    elif len(settings.wtf_csrf_secret_key) < SHORTEST_KEY:
        yield f"WTF_CSRF_SECRET_KEY: expected {SHORTEST_KEY} characters or more"
