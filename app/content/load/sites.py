"""The clinics that link to the check, from one file of whoever runs it."""

import re
import tomllib
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from app.content.load.structure import Shaper
from app.content.problems import ContentError, Fault
from app.core.site import Site

CODE = re.compile(r"[a-z0-9]{4,32}")
"""A code says nothing of the clinic: letters and digits, for an address."""

LONGEST_NAME = 60
LONGEST_NOTICE = 500

IDLE = range(60, 1801)
"""Seconds until a kiosk asks: long before the seal of a visit ends, an hour after the last post."""

WARNING = range(20, 301)
"""Seconds that somebody has to ask for more time: at least 20 (WCAG 2.2, 2.2.1)."""

URL = re.compile(r"https://[^\s/?#@]+(?:/[^\s?#]*)?")
"""An address without a query or a fragment: nothing is handed back to a clinic."""

PHONE = re.compile(r"\+?[0-9(][0-9 ().-]{3,24}")


def load_sites(
    path: Path, regions: Mapping[str, object], languages: Container[str]
) -> Mapping[str, Site]:
    """Every site by its code, in the order of the file.

    :param regions: the regions that there are, by their ids.
    :param languages: the tags of the languages besides English that there are.
    :raise ContentError: with every fault of the file.
    """
    faults: list[Fault] = []
    sites: dict[str, Site] = {}
    shaper = Shaper()
    for code, raw in _tables(path, faults).items():
        if isinstance(raw, dict) and "code" in raw:
            faults.append(Fault(path.name, f"sites.{code}", "unknown key 'code': it is the name"))
        site, messages = shaper.shape(raw | {"code": code} if isinstance(raw, dict) else raw, Site)
        messages += [*_faults(site, regions), *_words(site, languages)] if site else ()
        faults += [Fault(path.name, f"sites.{code}", message) for message in messages]
        if site:
            sites[code] = site
    if faults:
        raise ContentError(list(dict.fromkeys(faults)))
    return sites


def _tables(path: Path, faults: list[Fault]) -> Mapping[str, object]:
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        faults.append(Fault(path.name, "", str(error)))
        return {}
    tables = read.pop("sites", None)
    faults += [Fault(path.name, name, "expected [sites.<code>] only") for name in read]
    if not isinstance(tables, dict) or not tables:
        faults.append(Fault(path.name, "", "expected at least one [sites.<code>]"))
        return {}
    return tables


def _faults(site: Site, regions: Mapping[str, object]) -> Iterator[str]:
    expected = {
        "": (CODE.fullmatch(site.code), "a code of 4 to 32 small letters and digits"),
        "name: ": (0 < len(site.name.strip()) <= LONGEST_NAME, f"1 to {LONGEST_NAME} characters"),
        "region: ": (site.region in regions, f"one of {', '.join(regions)}"),
        "phone: ": (
            not site.phone or PHONE.fullmatch(site.phone),
            "a number as people write it, such as (503) 555-0142",
        ),
        "return_url: ": (
            not site.return_url or URL.fullmatch(site.return_url),
            "an https:// address without ? and #",
        ),
        "return_label: ": (not site.return_label or site.return_url, "return_url beside it"),
        "idle_seconds: ": (site.idle_seconds in IDLE, f"{IDLE[0]} to {IDLE[-1]}"),
        "warning_seconds: ": (site.warning_seconds in WARNING, f"{WARNING[0]} to {WARNING[-1]}"),
        "notices: ": (
            all(0 < len(notice) <= LONGEST_NOTICE for notice in site.notices),
            f"texts of 1 to {LONGEST_NOTICE} characters",
        ),
    }
    yield from (f"{name}expected {what}" for name, (kept, what) in expected.items() if not kept)


def _words(site: Site, languages: Container[str]) -> Iterator[str]:
    for language, words in site.words.items():
        where = f"words.{language}: "
        if language not in languages:
            yield f"{where}there is no locale/{language}.toml"
        if words.return_label and not site.return_url:
            yield f"{where}return_label: expected return_url beside it"
        if not all(0 < len(notice) <= LONGEST_NOTICE for notice in words.notices):
            yield f"{where}notices: expected texts of 1 to {LONGEST_NOTICE} characters"
