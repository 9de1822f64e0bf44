"""Settings: their sources, and errors that stop the start."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from app import create_app
from app.config import ConfigError, Settings, load_settings

KEY = Fernet.generate_key().decode()
OLD = Fernet.generate_key().decode()


def test_production_does_not_start_without_keys() -> None:
    with pytest.raises(ConfigError) as error:
        load_settings()
    assert "SECRET_KEY: missing" in str(error.value)


def test_development_makes_its_own_keys_over_plain_http() -> None:
    settings = load_settings({"development": True})
    assert settings.secret_key != load_settings({"development": True}).secret_key
    assert (settings.cookie_name, settings.cookie_secure) == ("visit", False)


def test_the_environment_stands_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        f'SECRET_KEY = "{KEY}"\nSECRET_KEY_FALLBACKS = ["{OLD}"]\nDEFAULT_REGION = "ca"\n'
    )
    monkeypatch.setenv("CONFIG_FILE", str(path))
    monkeypatch.setenv("DEFAULT_REGION", "nz")
    monkeypatch.setenv("COOKIE_SECURE", "yes")
    settings = load_settings()
    assert settings.default_region == "nz"
    assert settings.keys == (KEY, OLD)
    assert load_settings({"default_region": "uk"}).default_region == "uk"


def test_several_keys_stand_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", f"{OLD}, {OLD}")
    assert load_settings({"secret_key": KEY}).keys == (KEY, OLD, OLD)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"secret_key": "short"}, "SECRET_KEY: is no Fernet key"),
        ({"secret_key_fallbacks": (KEY, "x")}, "SECRET_KEY_FALLBACKS: key 2 is no Fernet key"),
        ({"cookie_secure": "perhaps"}, "COOKIE_SECURE: expected true or false"),
        ({"default_region": 3}, "DEFAULT_REGION: expected text"),
        ({"colour": "red"}, "COLOUR: no such setting"),
        ({"cookie_secure": False, "secret_key": KEY}, "COOKIE_NAME: the prefix __Host- needs"),
        ({"cookie_name": "a name"}, "COOKIE_NAME: not a name that a browser takes"),
        ({"cookie_name": ""}, "COOKIE_NAME: not a name that a browser takes"),
        ({"templates": Path("/nowhere")}, "TEMPLATES: no layout.html in /nowhere"),
        ({"ratelimit": "lots"}, "RATELIMIT: not one limit such as"),
        ({"ratelimit": "10 per hour"}, "RATELIMIT: counts are kept for 60 seconds at most"),
        ({"ratelimit_storage_uri": "mysql://"}, "RATELIMIT_STORAGE_URI: expected memory"),
        ({"ratelimit": "5 per second; 100000 per day"}, "RATELIMIT: not one limit"),
        ({"ratelimit": "0 per minute"}, "RATELIMIT: expected at least 1"),
        ({"trusted_proxies": -1}, "TRUSTED_PROXIES: expected a whole number, 0 or more"),
        ({"ratelimit_storage_uri": "redis://host:99999x"}, "RATELIMIT_STORAGE_URI: expected"),
        ({"ratelimit_storage_uri": "rediss://"}, "RATELIMIT_STORAGE_URI: expected"),
        ({"security_contact": "mailto:a@b.example\nX: y"}, "SECURITY_CONTACT: expected"),
        ({"trusted_proxies": "some"}, "TRUSTED_PROXIES: expected a whole number"),
        ({"trusted_proxies": True}, "TRUSTED_PROXIES: expected a whole number"),
        ({"security_contact": "the boss"}, "SECURITY_CONTACT: expected one address"),
    ],
)
def test_a_bad_value_is_named(given: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        load_settings(given)


def test_only_the_command_makes_a_development_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEVELOPMENT", "1")
    with pytest.raises(ConfigError, match="SECRET_KEY: missing"):
        load_settings()
    path = tmp_path / "settings.toml"
    path.write_text("DEVELOPMENT = true")
    monkeypatch.setenv("CONFIG_FILE", str(path))
    with pytest.raises(ConfigError, match="DEVELOPMENT: no such setting"):
        load_settings()


def test_an_unknown_region_stops_the_start() -> None:
    with pytest.raises(ConfigError, match="DEFAULT_REGION: expected one of us, "):
        create_app({"development": True, "default_region": "moon"})


@pytest.mark.parametrize("text", [None, "SECRET_KEY = "])
def test_a_settings_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    path = tmp_path / "settings.toml"
    if text is not None:
        path.write_text(text)
    monkeypatch.setenv("CONFIG_FILE", str(path))
    with pytest.raises(ConfigError, match="CONFIG_FILE: "):
        load_settings()


def test_content_may_stand_elsewhere(tmp_path: Path) -> None:
    given = {"development": True, "questions": str(tmp_path)}
    assert load_settings(given).questions == tmp_path
    assert Settings().questions.name == "questions"
