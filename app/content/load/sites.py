"""Loads the clinics that link to the check from the operator's sites file."""

import re
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from app.content.load.structure import Structurer
from app.content.problems import ContentError, Problem
from app.core.site import Site

CODE = re.compile(r"[a-z0-9]{4,32}")
"""Pattern of a site code. It appears in URLs, so it should not reveal which clinic it is."""

MAX_NAME_LENGTH = 60
MAX_NOTICE_LENGTH = 500

IDLE_SECONDS = range(60, 1801)
"""Allowed seconds before an idle kiosk asks whether someone is there.

The maximum is half an hour, because a visit expires an hour after its last POST.
"""

WARNING_SECONDS = range(20, 301)
"""Allowed seconds for asking for more time: at least 20 (WCAG 2.2, 2.2.1)."""

URL = re.compile(r"https://[^\s/?#@]+(?:/[^\s?#]*)?")
"""Pattern of a return URL. It has no query or fragment, because clinics receive no data from us."""

PHONE = re.compile(r"\+?[0-9(][0-9 ().-]{3,24}")


def load_sites(
    path: Path, regions: Mapping[str, object], languages: Container[str]
) -> Mapping[str, Site]:
    """Return every site by its code, in the order of the file.

    :param regions: all regions by their ids.
    :param languages: the tags of all languages except English.
    :raise ContentError: when the file has problems; it holds all of them.
    """
    problems: list[Problem] = []
    sites: dict[str, Site] = {}
    structurer = Structurer()
    for code, raw in _read_tables(path, problems).items():
        site, messages = _read_site(structurer, code, raw)
        if site:
            messages += [*_site_problems(site, regions), *_translation_problems(site, languages)]
            sites[code] = site
        problems += [Problem(path.name, f"sites.{code}", message) for message in messages]
    if problems:
        raise ContentError(list(dict.fromkeys(problems)))
    return sites


def _read_site(structurer: Structurer, code: str, raw: object) -> tuple[Site | None, list[str]]:
    """Return the site, or None if it cannot be built, and a message for each problem."""
    table = raw | {"code": code} if isinstance(raw, dict) else raw
    site, messages = structurer.structure(table, Site)
    if isinstance(raw, dict) and "code" in raw:
        messages = ["unknown key 'code': it is the name", *messages]
    return site, messages


def _read_tables(path: Path, problems: list[Problem]) -> Mapping[str, object]:
    """Return the table of each site by its code; add what is wrong with the file to `problems`."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        problems.append(Problem(path.name, "", str(error)))
        return {}
    tables = document.pop("sites", None)
    problems += [Problem(path.name, name, "expected [sites.<code>] only") for name in document]
    if not isinstance(tables, dict) or not tables:
        problems.append(Problem(path.name, "", "expected at least one [sites.<code>]"))
        return {}
    return tables


def _site_problems(site: Site, regions: Mapping[str, object]) -> Iterator[str]:
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


def _translation_problems(site: Site, languages: Container[str]) -> Iterator[str]:
    for language, words in site.words.items():
        prefix = f"words.{language}: "
        if language not in languages:
            yield f"{prefix}there is no locale/{language}.toml"
        if words.return_label and not site.return_url:
            yield f"{prefix}return_label: expected return_url beside it"
        yield from (prefix + problem for problem in _notice_problems(words.notices))
