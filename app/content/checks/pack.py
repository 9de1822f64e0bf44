"""Checks that the parts of a pack fit together. Each check yields every problem that it finds."""

from collections.abc import Iterator
from datetime import date

from app.content.checks.identifiers import check_ids, duplicates
from app.content.checks.medicine_table import check_combinations, check_medicines
from app.content.checks.rules import check_known_answers, check_possible_answers, check_rules
from app.content.load.draft import Draft, Entry
from app.content.load.medicine_table import NO_CATEGORIES
from app.content.problems import Problem
from app.core.article import Section
from app.core.evidence import UNREVIEWED, Claim, SourceClaim
from app.core.model import CRISIS, EMERGENCY, MEDICINES, UNKNOWN_NAME, Option
from app.core.region import HelpLine
from app.core.rule import Level, Rule, as_pairs

MAX_PILL_WORDS = 4
"""Words of the name of a section on its button."""

NEEDED_OPTIONS = ("none", "unsure", "prefer-not")
"""Ids of the options that every question must have (spec section 3)."""


def check_draft(draft: Draft) -> Iterator[Problem]:
    """Yield every problem with the entries of a draft and their references to each other."""
    yield from check_manifest(draft)
    yield from check_actions(draft)
    yield from check_ids(draft)
    yield from check_rules(draft)
    yield from check_questions(draft)
    yield from check_sections(draft)
    yield from check_journey_references(draft)
    yield from check_regions(draft)
    yield from check_reviews(draft)
    yield from check_medicine_question(draft)


def check_manifest(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each level without a heading or a meaning, and for each repeated id."""
    manifest = draft.manifest
    for level in Level:
        if level.id not in manifest.levels:
            yield Problem("pack.toml", "levels", f"no heading for '{level.id}'")
        if level.id not in manifest.meanings:
            yield Problem("pack.toml", "meanings", f"no meaning for '{level.id}'")
    for ids in (manifest.questions, manifest.rules, manifest.regions, manifest.sections):
        for id in duplicates(ids):
            yield Problem("pack.toml", id, "listed twice")


def check_actions(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each action that is not a section of the article.

    An action is a section that says what to do now. `EMERGENCY` and `CRISIS` must be actions,
    because pages link to both.
    """
    manifest = draft.manifest
    for id in set(manifest.actions) - set(manifest.sections):
        yield Problem("pack.toml", id, "an action that is no section of the article")
    for id in (EMERGENCY, CRISIS):
        if id not in manifest.actions:
            yield Problem("pack.toml", "actions", f"no '{id}'; pages lead there in danger")


def check_questions(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each required option that is missing, and each quiet one but `none`.

    At least one question must be urgent.
    """
    for entry in draft.questions:
        for id in NEEDED_OPTIONS:
            if id not in entry.value.options:
                yield Problem(
                    entry.file, entry.value.id, f"no option '{id}'; every question has one"
                )
        for option in entry.value.option:
            if option.quiet and option.id != "none":
                yield Problem(entry.file, option.id, "quiet; only 'none' may be")
            yield from check_kinds(draft, Entry(entry.file, option.id, option), entry.value.id)
    if not any(entry.value.urgent for entry in draft.questions):
        yield Problem("pack.toml", "questions", "none is urgent; one must ask for signs of danger")


def check_kinds(draft: Draft, entry: Entry[Option], question: str) -> Iterator[Problem]:
    """Yield a problem for each answer that an option counts as, if it does not exist.

    Likewise if that answer counts as the option in turn: then neither is the wider one.
    """
    yield from check_known_answers(draft, entry, entry.value.counts_as)
    for pair in sorted(as_pairs(entry.value.counts_as) & draft.statements.keys()):
        if (question, entry.value.id) in draft.statements[pair].counts_as:
            message = f"counts as '{pair[1]}', and that counts as this; only one can be the wider"
            yield Problem(entry.file, entry.location, message)


def check_sections(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each section that is incomplete, or that no rule shows."""
    shown = {id for entry in draft.rules for id in entry.value.sections}
    for entry in draft.sections:
        section = entry.value
        if section.id not in shown:
            yield Problem(entry.file, "", "no rule shows this section")
        if not 1 <= section.certainty <= len(draft.manifest.certainty):
            highest = len(draft.manifest.certainty)
            yield Problem(
                entry.file, "certainty", f"expected 1 to {highest}, found {section.certainty}"
            )
        if not 1 <= len(section.pill.split()) <= MAX_PILL_WORDS:
            message = f"expected 1 to {MAX_PILL_WORDS} words, found {section.pill!r}"
            yield Problem(entry.file, "pill", message)
        for name, value in (
            ("a title", section.title),
            ("paragraphs", section.body),
            ("'What we do not know'", section.unknown),
            ("'Questions to ask'", section.ask),
        ):
            if not value:
                yield Problem(entry.file, "", f"has no {name.removeprefix('a ')}")


def check_journey_references(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each answer, region or section in a journey that does not exist."""
    regions = {entry.value.id for entry in draft.regions}
    sections = {entry.value.id for entry in draft.sections}
    for entry in draft.journeys:
        yield from check_possible_answers(draft, entry, entry.value.answers)
        if entry.value.region not in regions:
            yield Problem(entry.file, entry.location, f"'{entry.value.region}' is no region")
        for id in set(entry.value.sections) - sections:
            yield Problem(entry.file, entry.location, f"'{id}' is no section")


def check_regions(draft: Draft) -> Iterator[Problem]:
    """Yield every problem with a region's emergency numbers, leave URL, dates and help lines."""
    for entry in draft.regions:
        region = entry.value
        if not region.emergency:
            yield Problem(entry.file, region.id, "has no emergency number")
        for number in region.emergency:
            if not number.isdecimal():
                yield Problem(
                    entry.file, region.id, f"emergency: expected digits, found '{number}'"
                )
        if not region.leave_url.startswith("https://"):
            yield Problem(entry.file, region.id, "leave_url: expected an https:// address")
        if not _is_iso_date(region.checked_on):
            yield Problem(entry.file, region.id, f"checked_on: {_date_message(region.checked_on)}")
        for line in region.line:
            yield from _help_line_problems(entry.file, line)


def _help_line_problems(file: str, line: HelpLine) -> Iterator[Problem]:
    if not line.numbers:
        yield Problem(file, line.name, "has no number")
    for number in line.numbers:
        if not number.tel.isdecimal():
            yield Problem(file, line.name, f"tel: expected digits, found '{number.tel}'")
    if not _is_iso_date(line.checked_on):
        yield Problem(file, line.name, f"checked_on: {_date_message(line.checked_on)}")
    if line.url and not line.url.startswith("https://"):
        yield Problem(file, line.name, "url: expected an https:// address")


def check_reviews(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each review without a reviewer, or without its two dates."""
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
            yield Problem(entry.file, entry.location, "review: expected the reviewer's name")
        for date_text in (review.reviewed_on, review.review_by):
            if not _is_iso_date(date_text):
                yield Problem(entry.file, entry.location, f"review: {_date_message(date_text)}")


def check_medicine_question(draft: Draft) -> Iterator[Problem]:
    """Yield every problem with the medicine table and the question about medicines."""
    options = draft.options.get(MEDICINES, {})
    if draft.medicine_categories is NO_CATEGORIES:
        return
    if UNKNOWN_NAME not in options:
        yield Problem(f"flow/{MEDICINES}.toml", UNKNOWN_NAME, "missing; unknown names lead to it")
    by_name = {id for id, option in options.items() if option.by_name and id != UNKNOWN_NAME}
    categories = draft.medicine_categories
    problems = list(check_medicines(draft.medicine_rows, categories, draft.answers, by_name))
    yield from problems or check_combinations(draft.medicines, categories)


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _date_message(text: str) -> str:
    return f"expected YYYY-MM-DD, found {text!r}"
