"""The clinics that link to the check, from one file of whoever runs it."""

import re
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from app.content.load.structure import Structurer
from app.content.problems import ContentError, Problem
from app.core.site import Site

CODE = re.compile(r"[a-z0-9]{4,32}")
"""A code says nothing of the clinic: letters and digits, for an address."""

MAX_NAME_LENGTH = 60
MAX_NOTICE_LENGTH = 500

IDLE_SECONDS = range(60, 1801)
"""Seconds until a kiosk asks: long before the seal of a visit ends, an hour after the last post."""

WARNING_SECONDS = range(20, 301)
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
    :raise ContentError: with every problem in the file.
    """
    problems: list[Problem] = []
    sites: dict[str, Site] = {}
    for code, raw in _tables(path, problems).items():
        site, messages = _read_site(code, raw)
        if site:
            messages += [*_problems(site, regions), *_words(site, languages)]
            sites[code] = site
        problems += [Problem(path.name, f"sites.{code}", message) for message in messages]
    if problems:
        raise ContentError(list(dict.fromkeys(problems)))
    return sites


def _read_site(code: str, raw: object) -> tuple[Site | None, list[str]]:
    table = raw | {"code": code} if isinstance(raw, dict) else raw
    site, messages = Structurer().structure(table, Site)
    if isinstance(raw, dict) and "code" in raw:
        messages = ["unknown key 'code': it is the name", *messages]
    return site, messages


def _tables(path: Path, problems: list[Problem]) -> Mapping[str, object]:
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        problems.append(Problem(path.name, "", str(error)))
        return {}
    tables = read.pop("sites", None)
    problems += [Problem(path.name, name, "expected [sites.<code>] only") for name in read]
    if not isinstance(tables, dict) or not tables:
        problems.append(Problem(path.name, "", "expected at least one [sites.<code>]"))
        return {}
    return tables


def _problems(site: Site, regions: Mapping[str, object]) -> Iterator[str]:
    if not CODE.fullmatch(site.code):
        yield "expected a code of 4 to 32 small letters and digits"
    if not 0 < len(site.name.strip()) <= MAX_NAME_LENGTH:
        yield f"name: expected 1 to {MAX_NAME_LENGTH} characters"
    if site.region not in regions:
        yield f"region: expected one of {', '.join(regions)}"
    if site.phone and not PHONE.fullmatch(site.phone):
        yield "phone: expected a number as people write it, such as (503) 555-0142"
    yield from _link_problems(site)
    yield from _notice_problems(site.notices)
    for name, allowed in (("idle", IDLE_SECONDS), ("warning", WARNING_SECONDS)):
        if getattr(site, f"{name}_seconds") not in allowed:
            yield f"{name}_seconds: expected {allowed[0]} to {allowed[-1]}"


def _link_problems(site: Site) -> Iterator[str]:
    if site.return_url and not URL.fullmatch(site.return_url):
        yield "return_url: expected an https:// address without ? and #"
    if site.return_label and not site.return_url:
        yield "return_label: expected return_url beside it"


def _notice_problems(notices: Iterable[str]) -> Iterator[str]:
    if not all(0 < len(notice) <= MAX_NOTICE_LENGTH for notice in notices):
        yield f"notices: expected texts of 1 to {MAX_NOTICE_LENGTH} characters"


def _words(site: Site, languages: Container[str]) -> Iterator[str]:
    for language, words in site.words.items():
        where = f"words.{language}: "
        if language not in languages:
            yield f"{where}there is no locale/{language}.toml"
        if words.return_label and not site.return_url:
            yield f"{where}return_label: expected return_url beside it"
        yield from (where + problem for problem in _notice_problems(words.notices))
