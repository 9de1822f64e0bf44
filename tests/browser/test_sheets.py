"""Printed sheets for clinics: they fit the paper, and the poster's QR code is the address."""

import subprocess
from pathlib import Path

import pytest

from tests.browser.acting import Opener, fits
from tests.browser.test_print import count_sheets

pytestmark = pytest.mark.browser


def test_the_poster_is_one_page_on_either_paper(opened: Opener) -> None:
    page = opened(1280)
    for language in ("", "/es"):
        page.goto(f"{language}/s/t3st/poster")
        assert [count_sheets(page, paper) for paper in ("Letter", "A4")] == [1, 1]


def test_the_paper_edition_is_three_sheets_and_a_page_more_in_spanish(opened: Opener) -> None:
    page = opened(1280)
    for language, max_pages in (("", 6), ("/es", 7)):
        page.goto(f"{language}/s/t3st/paper")
        assert max(count_sheets(page, paper) for paper in ("Letter", "A4")) <= max_pages


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_on_the_poster_is_the_address_beside_it(
    opened: Opener, tmp_path: Path, scheme: str
) -> None:
    page = opened(390, scheme)
    page.goto("/s/t3st/poster")
    picture = tmp_path / "poster.png"
    page.locator(".qr").screenshot(path=picture)
    scanned = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "--nodbus", str(picture)],
        check=True,
        capture_output=True,
        text=True,
    )
    address = page.url.removesuffix("poster")
    assert scanned.stdout.strip() == address
    assert page.locator("b.address").inner_text() == address.removeprefix("http://")


@pytest.mark.parametrize(
    "path", ["/s/t3st/poster", "/paper", "/paper/names", "/s/t3st/for-clinics"]
)
def test_on_a_small_phone_nothing_has_to_be_scrolled_sideways(opened: Opener, path: str) -> None:
    page = opened(320)
    page.goto(path)
    assert fits(page)
