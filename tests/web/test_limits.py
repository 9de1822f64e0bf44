"""Limits on requests: how much a client may send, and what happens to the rest."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from app.web.http.request_limits import PostLimiter, ProcessStorage
from tests.conftest import MakeApp
from tests.visitor import Page, Visitor


def counts_of(limiter: PostLimiter) -> dict[str, int]:
    """Return the counts that a limiter holds in this process."""
    storage = limiter.local.storage
    assert isinstance(storage, ProcessStorage)
    return dict(storage.storage)


THREE = "3 per minute"


@pytest.fixture
def tired(make_app: MakeApp) -> Visitor:
    """Return a visitor who has used up the posts allowed in a minute."""
    visitor = Visitor(make_app(ratelimit=THREE).test_client())
    visitor.begin()
    visitor.answer("now", "none")
    visitor.answer("heart", "long-qt")
    return visitor


def test_what_was_sent_too_soon_is_kept_on_the_page(tired: Visitor) -> None:
    tired.get("/check/health")
    response = tired.post("/check/health", 429, answer=["liver", "kidney"])
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    page = Page(response.text)
    assert page.ticked == {"liver", "kidney"}
    assert "Please wait a minute, then press “Continue” again" in page.html
    assert tired.get("/check/heart").ticked == {"long-qt"}


def test_names_that_were_typed_stay_in_their_box(tired: Visitor) -> None:
    tired.get("/check/medicines")
    sent = {"names": "blue nerve pill", "find": "1", "medicine": ["lithium"]}
    page = Page(tired.post("/check/medicines", 429, **sent).text)
    assert "blue nerve pill</textarea>" in page.html
    assert page.all("input", value="lithium", checked="")


def test_the_start_and_the_region_wait_too(tired: Visitor) -> None:
    assert Page(tired.post("/start", 429, region="nz").text).all("option", value="nz", selected="")
    assert Page(tired.post("/region", 429, region="ie").text).all("option", value="ie", selected="")


def test_a_refusal_of_another_site_replaces_no_visit(tired: Visitor) -> None:
    """The browser sends no cookie with such a post, so a new one would replace the visit."""
    without_cookies = tired.client.application.test_client()
    data = {"answer": "device", "csrf_token": tired.token}
    response = without_cookies.post(
        "/check/heart", data=data, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 400
    assert "Set-Cookie" not in response.headers


def test_clearing_never_has_to_wait(tired: Visitor) -> None:
    tired.post("/forget")
    assert tired.client.get_cookie("visit") is None


def test_reading_is_not_counted(tired: Visitor) -> None:
    for _ in range(10):
        tired.get("/check/heart")


def test_others_are_not_made_to_wait(make_app: MakeApp) -> None:
    app = make_app(ratelimit=THREE, trusted_proxies=1)
    for number in range(4):
        visitor = Visitor(app.test_client())
        visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}"
        visitor.begin()
        visitor.answer("now", "none")


def test_an_address_that_nobody_vouches_for_changes_nothing(make_app: MakeApp) -> None:
    app = make_app(ratelimit=THREE)
    for number in range(3):
        visitor = Visitor(app.test_client())
        visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}"
        visitor.begin()
    visitor.get("/")
    visitor.post("/start", 429, region="us")


def test_counts_are_kept_under_no_address(tired: Visitor) -> None:
    counts = counts_of(tired.client.application.extensions["post_limiter"])
    assert counts
    assert not any("127.0.0.1" in key for key in counts)


def test_without_the_store_of_counts_each_process_counts(make_app: MakeApp) -> None:
    uri = "redis://127.0.0.1:1/0"
    app = make_app(ratelimit=THREE, ratelimit_storage_uri=uri)
    visitor = Visitor(app.test_client())
    visitor.begin()
    for question in ("now", "heart"):
        visitor.answer(question, "none")
    visitor.get("/check/health")
    visitor.post("/check/health", 429, answer=["none"])


def test_what_is_too_large_is_refused_with_a_way_on(begun: Visitor) -> None:
    page = Page(begun.post("/check/heart", 413, answer=["x" * 70_000]).text)
    assert page.title.startswith("That was more than we can take")
    assert begun.client.get("/check/heart").status_code == 200


def test_more_fields_than_any_page_has_are_refused(begun: Visitor) -> None:
    begun.get("/check/heart")
    begun.post("/check/heart", 413, answer=["long-qt"] * 501)


def test_what_was_refused_as_too_much_says_nothing(begun: Visitor) -> None:
    """The refusal does not even name the clinic of the device."""
    sent = {
        "data": {"site": "k105k", "a": ["x"] * 600},
        "headers": {"Sec-Fetch-Site": "cross-site"},
    }
    refused = begun.client.post("/check/heart", **sent)
    assert refused.status_code == 413
    assert "Refresh" not in refused.headers
    assert "Harbour Waiting Room" not in refused.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
    ],
)
def test_a_post_from_another_site_keeps_the_answer_and_saves_nothing(
    begun: Visitor, headers: dict[str, str]
) -> None:
    begun.get("/check/heart")
    data = {"csrf_token": begun.token, "answer": "device"}
    response = begun.client.post("/check/heart", data=data, headers=headers)
    assert response.status_code == 400
    assert Page(response.text).ticked == {"device"}
    assert begun.get("/check/heart").ticked == set()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "null"},
        {"Origin": "http://localhost"},
        {},
    ],
)
def test_a_post_from_our_own_pages_is_taken(begun: Visitor, headers: dict[str, str]) -> None:
    begun.get("/check/heart")
    data = {"csrf_token": begun.token, "answer": "device"}
    assert begun.client.post("/check/heart", data=data, headers=headers).status_code == 303


def test_answers_are_cleared_from_wherever_that_is_asked(begun: Visitor) -> None:
    response = begun.client.post("/forget", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 303
    assert begun.client.get_cookie("visit") is None


def test_many_at_once_are_counted_exactly() -> None:
    limiter = PostLimiter("500 per minute", "memory://", "secret")

    def send(_: int) -> bool:
        try:
            limiter.hit("somebody")
        except TooManyRequests:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(send, range(700))) == 500


def test_when_a_window_ends_all_may_send_again(monkeypatch: pytest.MonkeyPatch) -> None:
    limiter = PostLimiter("2 per minute", "memory://", "secret")
    now = 1000.0
    monkeypatch.setattr("app.web.http.request_limits.time.time", lambda: now)
    limiter.hit("somebody")
    now = 1059.5
    limiter.hit("somebody")
    limiter.hit("another")
    with pytest.raises(TooManyRequests) as refused:
        limiter.hit("somebody")
    assert refused.value.retry_after == 1
    now = 1060.0
    limiter.hit("somebody")
    assert list(counts_of(limiter).values()) == [1, 1]
    now = 1130.0
    limiter.hit("somebody")
    assert list(counts_of(limiter).values()) == [1]  # the counts of inactive clients are dropped


def test_counting_starts_no_thread() -> None:
    before = set(threading.enumerate())
    PostLimiter("500 per minute", "memory://", "secret").hit("somebody")
    assert set(threading.enumerate()) <= before


def test_a_store_that_is_back_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    limiter = PostLimiter("3 per minute", "redis://127.0.0.1:1/0", "secret")
    for _ in range(3):
        limiter.hit("somebody")
    assert limiter.retry_shared_at > 0
    recovered = FixedWindowRateLimiter(MemoryStorage())
    monkeypatch.setattr(limiter, "shared", recovered)
    with pytest.raises(TooManyRequests):
        limiter.hit("somebody")
    limiter.retry_shared_at = 0.0
    limiter.hit("somebody")
    assert recovered.get_window_stats(limiter.rate, "somebody").remaining == 2
    assert not counts_of(limiter)
