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
URL = re.compile(r'https?://[^\s/?#@|<>"]+(?:/[^\s?#|<>"]*[^\s?#|<>"/])?')
"""A web address that others may build on: no query, no fragment, no slash at its end."""

CONTACT = re.compile(r"(mailto:|https://|tel:)\S+")

MAX_WINDOW = 60
"""Seconds for which posts are counted; the privacy page says so."""

PASSWORD = re.compile(r"(//).*@")
"""Name and password before the host of a URL."""


class ConfigError(ValueError):
    """Raised when settings cannot be used; the message names every problem."""


def resource_dir(name: str) -> Path:
    """Return the `questions` or `templates` folder: of an installed package, or of the tree."""
    bundled = HERE / "_bundled" / name
    return bundled if bundled.is_dir() else HERE.parent / name


@dataclass(frozen=True)
class Settings:
    """Everything that can be set, by its name in capitals in a file or the environment."""

    questions: Path = field(default_factory=lambda: resource_dir("questions"))
    templates: Path = field(default_factory=lambda: resource_dir("templates"))
    default_region: str = "us"
    cookie_name: str = "__Host-visit"
    cookie_secure: bool = True
    secret_key: str = ""
    secret_key_fallbacks: tuple[str, ...] = ()
    ratelimit: str = "600 per minute"
    ratelimit_storage_uri: str = "memory://"
    trusted_proxies: int = 0
    security_contact: str = ""
    sites_file: str = ""
    public_url: str = ""
    require_reviewed_translation: bool = False
    development: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the session cookie: the first encrypts, all decrypt."""
        return self.secret_key, *self.secret_key_fallbacks

    @property
    def flask_config(self) -> Mapping[str, object]:
        """The settings that Flask and views look up in `app.config`."""
        return {
            "SECRET_KEY": self.secret_key,
            "SECRET_KEY_FALLBACKS": list(self.secret_key_fallbacks),
            "SESSION_COOKIE_NAME": self.cookie_name,
            "SESSION_COOKIE_SECURE": self.cookie_secure,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "DEFAULT_REGION": self.default_region,
            "PUBLIC_URL": self.public_url,
            "SECURITY_CONTACT": self.security_contact,
        }


def load_settings(overrides: Mapping[str, object] | None = None) -> Settings:
    """Return the settings in force.

    :param overrides: by field name; they replace the environment's, which replace those of the file
        named by `CONFIG_FILE`.
    :raise ConfigError: naming every value that cannot be used.
    """
    return _checked(_with_development_keys(_collect(overrides or {})))


def settings_as_text(settings: Settings) -> Mapping[str, str]:
    """Return the settings by their names in capitals, to be shown: without any secret."""
    secret = {
        "secret_key": "set" if settings.secret_key else "not set",
        "secret_key_fallbacks": f"{len(settings.secret_key_fallbacks)} of them",
        "ratelimit_storage_uri": PASSWORD.sub(r"\1…@", settings.ratelimit_storage_uri),
    }
    values = {field.name: str(getattr(settings, field.name)) for field in fields(Settings)}
    return {name.upper(): value for name, value in (values | secret).items()}


def questions_folder() -> Path:
    """Return the folder with the content that the check would serve.

    :raise ConfigError: a setting cannot be read; whether there are keys does not matter here.
    """
    return _collect({}).questions


def _collect(overrides: Mapping[str, object]) -> Settings:
    names = {field.name for field in fields(Settings)}
    # A server's environment must never make it a development server.
    outside = names - {"development"}
    raw = _from_file() | {n: os.environ[n.upper()] for n in outside if n.upper() in os.environ}
    problems = [f"{name.upper()}: no such setting" for name in raw if name not in outside]
    problems += [f"{name.upper()}: no such setting" for name in overrides if name not in names]
    raw |= overrides
    values = {name: _parsed(name, raw[name], problems) for name in raw if name in names}
    if problems:
        raise ConfigError("\n".join(problems))
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


def _parsed(name: str, value: object, problems: list[str]) -> object:
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
    problems.append(f"{name.upper()}: expected {expected}")
    return value


def _with_development_keys(settings: Settings) -> Settings:
    """Give development a key of its own, which ends with the process, and plain HTTP."""
    if not settings.development:
        return settings
    default = Settings()
    is_default_name = settings.cookie_name == default.cookie_name
    return replace(
        settings,
        secret_key=settings.secret_key or Fernet.generate_key().decode(),
        cookie_name="visit" if is_default_name else settings.cookie_name,
        cookie_secure=settings.cookie_secure and not is_default_name,
    )


def _checked(settings: Settings) -> Settings:
    if problems := list(_problems(settings)):
        raise ConfigError("\n".join(problems))
    return settings


def _problems(settings: Settings) -> Iterator[str]:
    yield from _key_problems(settings)
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
    if settings.public_url and not URL.fullmatch(settings.public_url):
        yield "PUBLIC_URL: expected an address such as https://check.example, without / at its end"
    yield from _limit_problems(settings.ratelimit)


def _limit_problems(limit: str) -> Iterator[str]:
    try:
        (parsed,) = parse_many(limit)
    except ValueError:
        yield f"RATELIMIT: not one limit such as “600 per minute”: {limit!r}"
        return
    if parsed.amount < 1:
        yield "RATELIMIT: expected at least 1"
    if parsed.get_expiry() > MAX_WINDOW:
        yield f"RATELIMIT: counts are kept for {MAX_WINDOW} seconds at most"


def _key_problems(settings: Settings) -> Iterator[str]:
    if not settings.secret_key:
        yield "SECRET_KEY: missing; it encrypts answers. Make one: kratom-safety-check key"
    elif not _is_fernet_key(settings.secret_key):
        yield "SECRET_KEY: is no Fernet key. Make one: kratom-safety-check key"
    for number, key in enumerate(settings.secret_key_fallbacks, start=1):
        if not _is_fernet_key(key):
            yield f"SECRET_KEY_FALLBACKS: key {number} is no Fernet key"


def _is_fernet_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True
