"""Whether the parts of a pack fit each other. Each check yields faults and goes on."""

from collections.abc import Iterator
from datetime import date

from app.content.checks.identifiers import check_ids, twice
from app.content.checks.medicine_table import check_medicines
from app.content.checks.rules import check_rules, impossible_answers
from app.content.load.draft import Draft, Entry
from app.content.load.medicine_table import NO_KINDS
from app.content.problems import Fault
from app.core.article import BODY_PARTS, Section
from app.core.evidence import UNREVIEWED, Claim, SourceClaim
from app.core.model import CRISIS, EMERGENCY, MEDICINES, UNKNOWN_NAME
from app.core.region import HelpLine
from app.core.rule import Level, Rule

NEEDED_OPTIONS = ("none", "unsure", "prefer-not")
"""What every question must offer (spec section 3)."""


def check(draft: Draft) -> Iterator[Fault]:
    """Every fault in how the entries of a draft refer to each other."""
    yield from cover_names_everything_once(draft)
    yield from cover_has_the_actions(draft)
    yield from check_ids(draft)
    yield from check_rules(draft)
    yield from questions_can_be_answered(draft)
    yield from sections_are_shown(draft)
    yield from journeys_name_what_exists(draft)
    yield from regions_have_help(draft)
    yield from reviews_are_whole(draft)
    yield from medicines_are_sound(draft)


def cover_names_everything_once(draft: Draft) -> Iterator[Fault]:
    """Levels have headings and meanings, and nothing is listed twice."""
    cover = draft.cover
    for level in Level:
        if level.id not in cover.levels:
            yield Fault("pack.toml", "levels", f"no heading for '{level.id}'")
        if level.id not in cover.meanings:
            yield Fault("pack.toml", "meanings", f"no meaning for '{level.id}'")
    for listed in (cover.questions, cover.rules, cover.regions, cover.sections):
        for id in twice(listed):
            yield Fault("pack.toml", id, "listed twice")


def cover_has_the_actions(draft: Draft) -> Iterator[Fault]:
    """The sections that say what to do now exist, and those that pages lead to are among them."""
    cover = draft.cover
    for id in set(cover.actions) - set(cover.sections):
        yield Fault("pack.toml", id, "an action that is no section of the article")
    for id in (EMERGENCY, CRISIS):
        if id not in cover.actions:
            yield Fault("pack.toml", "actions", f"no '{id}'; pages lead there in danger")


def questions_can_be_answered(draft: Draft) -> Iterator[Fault]:
    """Every question offers none, unsure and prefer-not, and only `none` is quiet."""
    for entry in draft.questions:
        for id in NEEDED_OPTIONS:
            if id not in entry.value.options:
                yield Fault(entry.file, entry.value.id, f"no option '{id}'; every question has one")
        for option in entry.value.option:
            if option.quiet and option.id != "none":
                yield Fault(entry.file, option.id, "quiet; only 'none' may be")
    if not any(entry.value.urgent for entry in draft.questions):
        yield Fault("pack.toml", "questions", "none is urgent; one must ask for signs of danger")


def sections_are_shown(draft: Draft) -> Iterator[Fault]:
    """Every section has what a reader needs and a rule that shows it."""
    shown = {id for entry in draft.rules for id in entry.value.sections}
    for entry in draft.sections:
        section = entry.value
        if section.id not in shown:
            yield Fault(entry.file, "", "no rule shows this section")
        if not 1 <= section.certainty <= len(draft.cover.certainty):
            most = len(draft.cover.certainty)
            yield Fault(entry.file, "certainty", f"expected 1 to {most}, found {section.certainty}")
        if section.picture not in ("", *BODY_PARTS):
            places = ", ".join(BODY_PARTS)
            yield Fault(entry.file, "picture", f"expected one of {places}")
        for name, value in (
            ("a title", section.title),
            ("paragraphs", section.body),
            ("'What we do not know'", section.unknown),
            ("'Questions to ask'", section.ask),
        ):
            if not value:
                yield Fault(entry.file, "", f"has no {name.removeprefix('a ')}")


def journeys_name_what_exists(draft: Draft) -> Iterator[Fault]:
    """Answers, regions and sections of journeys are there."""
    regions = {entry.value.id for entry in draft.regions}
    sections = {entry.value.id for entry in draft.sections}
    for entry in draft.journeys:
        yield from impossible_answers(draft, entry, entry.value.answers)
        if entry.value.region not in regions:
            yield Fault(entry.file, entry.where, f"'{entry.value.region}' is no region")
        for id in set(entry.value.sections) - sections:
            yield Fault(entry.file, entry.where, f"'{id}' is no section")


def regions_have_help(draft: Draft) -> Iterator[Fault]:
    """Every region has an emergency number and a place to leave to; every line can be called."""
    for entry in draft.regions:
        region = entry.value
        if not region.emergency:
            yield Fault(entry.file, region.id, "has no emergency number")
        for number in region.emergency:
            if not number.isdecimal():
                yield Fault(entry.file, region.id, f"emergency: expected digits, found '{number}'")
        if not region.leave_url.startswith("https://"):
            yield Fault(entry.file, region.id, "leave_url: expected an https:// address")
        if not _is_day(region.checked_on):
            yield Fault(entry.file, region.id, f"checked_on: {_wrong_day(region.checked_on)}")
        for line in region.line:
            yield from _line_faults(entry.file, line)


def _line_faults(file: str, line: HelpLine) -> Iterator[Fault]:
    if not line.numbers:
        yield Fault(file, line.name, "has no number")
    for number in line.numbers:
        if not number.tel.isdecimal():
            yield Fault(file, line.name, f"tel: expected digits, found '{number.tel}'")
    if not _is_day(line.checked_on):
        yield Fault(file, line.name, f"checked_on: {_wrong_day(line.checked_on)}")
    if line.url and not line.url.startswith("https://"):
        yield Fault(file, line.name, "url: expected an https:// address")


def reviews_are_whole(draft: Draft) -> Iterator[Fault]:
    """Who reviewed something is named with the day, and with the day when it is due again."""
    reviewed: list[Entry[Section] | Entry[Rule] | Entry[Claim] | Entry[SourceClaim]] = [
        *draft.sections,
        *draft.rules,
        *draft.claims,
        *draft.source_claims,
    ]
    for entry in reviewed:
        review = entry.value.review
        if review == UNREVIEWED:
            continue
        if not review.reviewer:
            yield Fault(entry.file, entry.where, "review: expected the reviewer's name")
        for day in (review.reviewed_on, review.review_by):
            if not _is_day(day):
                yield Fault(entry.file, entry.where, f"review: {_wrong_day(day)}")


def medicines_are_sound(draft: Draft) -> Iterator[Fault]:
    """The table of medicines leads to the options of its question, and to all of them."""
    options = draft.options.get(MEDICINES, {})
    if draft.kinds is NO_KINDS:
        return
    if UNKNOWN_NAME not in options:
        yield Fault(f"flow/{MEDICINES}.toml", UNKNOWN_NAME, "missing; unknown names lead to it")
    offered = {id: option.by_name for id, option in options.items() if id != UNKNOWN_NAME}
    yield from check_medicines(draft.table, draft.kinds, offered)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _wrong_day(text: str) -> str:
    return f"expected YYYY-MM-DD, found {text!r}"
