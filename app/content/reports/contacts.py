"""Whom each rule says to call or talk to, and which line that is in each region."""

from collections.abc import Iterator

from app.core.model import Pack
from app.core.region import Region
from app.core.rule import Rule
from app.core.screening import contacts


def contact_table(pack: Pack) -> str:
    """Return a Markdown table: whom each rule says to talk to, and the first line by region."""
    regions = pack.regions.values()
    heads = ["rule", "level", "whom, best first", *(region.name for region in regions)]
    rows = [_row(pack, rule) for rule in pack.rules]
    return "\n".join(map(_line, [heads, ["---"] * len(heads), *rows])) + "\n"


def _row(pack: Pack, rule: Rule) -> list[str]:
    firsts = (_first_line(region, rule) for region in pack.regions.values())
    return [f"`{rule.id}`", rule.level.id, ", ".join(contacts([rule])), *firsts]


def _first_line(region: Region, rule: Rule) -> str:
    """Return the name of the line that a rule leads to first in a region."""
    if rule.call == "emergency":
        return " or ".join(region.emergency)
    lines = region.lines_to_call(contacts([rule]))
    if lines:
        return lines[0].name
    return " or ".join(region.emergency) if rule.call not in ("", "treatment") else "no line"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def region_table(pack: Pack) -> str:
    """Return a Markdown table of every help line: who answers, hours, languages, price, source."""
    heads = ["region", "line", "number", "who answers", "hours", "languages", "price", "seen"]
    return "\n".join(map(_line, [heads, ["---"] * len(heads), *_region_rows(pack)])) + "\n"


def place_table(pack: Pack) -> str:
    """Return a Markdown table of the places where treatment can start, money or not, by region."""
    heads = ["region", "place", "what we say", "rests on"]
    rows = [
        [region.name, place.name, place.text, ", ".join(place.evidence)]
        for region in pack.regions.values()
        for place in region.place
    ]
    return "\n".join(map(_line, [heads, ["---"] * len(heads), *rows])) + "\n"


def _region_rows(pack: Pack) -> Iterator[list[str]]:
    for region in pack.regions.values():
        emergency = " or ".join(region.emergency)
        seen = f"{region.checked_on}: {region.how}"
        yield [region.name, "emergency", emergency, "", "", "", "", seen]
        for line in region.line:
            numbers = "; ".join(number.say for number in line.numbers)
            told = (line.answers, line.hours, ", ".join(line.languages), line.price)
            seen = f"{line.checked_on}: {line.how}"
            yield [region.name, f"{line.name} ({line.kind})", numbers, *told, seen]
