"""Pages for operators: health, robots.txt, security.txt, and the path behind a proxy."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.core.model import Pack
from tests.conftest import MakeApp
from tests.visitor import Visitor


def test_alive_and_ready_are_said_without_a_cookie(visitor: Visitor, pack: Pack) -> None:
    alive, ready = visitor.client.get("/healthz"), visitor.client.get("/readyz")
    assert (alive.status_code, alive.text) == (200, "alive\n")
    assert ready.text == f"ready {pack.version} {pack.digest}\n"
    for response in (alive, ready):
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"


def test_search_engines_are_kept_from_visits(visitor: Visitor) -> None:
    assert "Disallow: /check/" in visitor.client.get("/robots.txt").text


def test_whom_to_tell_of_a_weakness_is_said_where_it_is_set(
    visitor: Visitor, make_app: MakeApp
) -> None:
    visitor.get("/.well-known/security.txt", 404)
    app = make_app(security_contact="mailto:it@clinic.example")
    text = app.test_client().get("/.well-known/security.txt").text
    assert "Contact: mailto:it@clinic.example" in text
    expires = datetime.fromisoformat(text.split("Expires: ")[1].strip())
    assert timedelta(days=90) < expires - datetime.now(UTC) < timedelta(days=365)


def test_under_a_path_of_a_trusted_proxy_all_links_stay_there(make_app: MakeApp) -> None:
    behind = make_app(trusted_proxies=1)
    headers = {"X-Forwarded-Prefix": "/kratom", "X-Forwarded-Proto": "https"}
    page = behind.test_client().get("/", headers=headers).text
    assert 'action="/kratom/start"' in page
    assert 'href="/kratom/static/style.' in page


def test_nobody_else_can_move_the_check_under_a_path(visitor: Visitor) -> None:
    page = visitor.client.get("/", headers={"X-Forwarded-Prefix": "/elsewhere"}).text
    assert "/elsewhere" not in page


@pytest.mark.parametrize(
    "prefix", ["/", "//", "//kratom", "kratom/", "/kratom//", "/\\evil.example", "/\t/evil"]
)
def test_a_prefix_leads_to_no_other_host(make_app: MakeApp, prefix: str) -> None:
    """Browsers read `//name` as a host, and a cached page is shown to everybody."""
    app = make_app(trusted_proxies=1)
    prefixed = app.test_client().get("/check/heart", headers={"X-Forwarded-Prefix": prefix}).text
    after = app.test_client().get("/check/heart").text
    for page in (prefixed, after):
        assert not re.search(r"""(?:href|src|action)=["'](?!/[^/\\\s]|#|tel:|sms:|https:)""", page)
    assert 'href="/static/' in after
