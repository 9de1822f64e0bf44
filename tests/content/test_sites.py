"""Tests of the sites file: every problem in it is reported."""

from pathlib import Path

import pytest

from app.content.load.sites import load_sites
from app.content.problems import ContentError

GOOD = '[sites.k7m2]\nname = "Riverbend"\nregion = "us"\n'
REGIONS = {"us": None, "uk": None}


def problems(tmp_path: Path, text: str | bytes) -> str:
    """Return the message for a sites file with this content."""
    path = tmp_path / "sites.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ContentError) as error:
        load_sites(path, REGIONS, {"es"})
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[sites.k7m2", "sites.toml: Expected"),
        (b"\xff", "sites.toml: 'utf-8' codec"),
        ("", "sites.toml: expected at least one [sites.<code>]"),
        ("[sites]", "sites.toml: expected at least one [sites.<code>]"),
        ('sites = "k7m2"', "sites.toml: expected at least one [sites.<code>]"),
        (GOOD + "[clinics]", "sites.toml: clinics: expected [sites.<code>] only"),
        ("[sites]\nk7m2 = 3", "sites.toml: sites.k7m2: expected a table, found 3"),
        (GOOD.replace("k7m2", "AB"), "sites.AB: expected a code of 4 to 32 small letters"),
        (GOOD.replace('"Riverbend"', '""'), "sites.k7m2: name: expected 1 to 60 characters"),
        (GOOD.replace("Riverbend", "x" * 61), "sites.k7m2: name: expected 1 to 60 characters"),
        (GOOD.replace('"us"', '"moon"'), "sites.k7m2: region: expected one of us, uk"),
        (GOOD.replace('name = "Riverbend"\n', ""), "sites.k7m2: name: missing key 'name'"),
        (GOOD + 'code = "zzzz"', "sites.k7m2: unknown key 'code'"),
        (GOOD + 'colour = "red"', "sites.k7m2: unknown key 'colour'"),
        (GOOD + "kiosk = 1", "sites.k7m2: kiosk: expected true or false, found 1"),
        (GOOD + "idle_seconds = 59", "sites.k7m2: idle_seconds: expected 60 to 1800"),
        (GOOD + "warning_seconds = 19", "sites.k7m2: warning_seconds: expected 20 to 300"),
        (GOOD + 'phone = "call us"', "sites.k7m2: phone: expected a number"),
        (GOOD + 'return_url = "http://x.example/"', "return_url: expected an https:// address"),
        (GOOD + 'return_url = "https://x.example/?a=1"', "return_url: expected an https://"),
        (GOOD + 'return_url = "javascript:alert(1)"', "return_url: expected an https://"),
        (GOOD + 'return_url = "https://a@x.example/"', "return_url: expected an https://"),
        (GOOD + 'return_label = "Back"', "return_label: expected return_url beside it"),
        (GOOD + 'notices = [""]', "notices: expected texts of 1 to 500 characters"),
        (GOOD + 'notices = "one"', "expected a list, found 'one'"),
        (GOOD + "[sites.k7m2.words.xx]", "words.xx: there is no locale/xx.toml"),
        (GOOD + '[sites.k7m2.words.es]\nname = "x"', "words['es']: unknown key 'name'"),
        (GOOD + '[sites.k7m2.words.es]\nnotices = [""]', "words.es: notices: expected texts"),
        (GOOD + '[sites.k7m2.words.es]\nreturn_label = "x"', "words.es: return_label: expected"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: str | bytes, says: str) -> None:
    assert says in problems(tmp_path, text)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace('"us"', '"moon"') + 'phone = "x"\nreturn_url = "y"')
    assert len(found.splitlines()) == 3


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"sites\.toml"):
        load_sites(tmp_path / "sites.toml", REGIONS, {"es"})


def test_a_new_clinic_is_one_block(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text(GOOD + '[sites.q4zz]\nname = "Harbour"\nregion = "uk"\n', "utf-8")
    sites = load_sites(path, REGIONS, {"es"})
    assert list(sites) == ["k7m2", "q4zz"]
    assert sites["q4zz"].numbers == ()
