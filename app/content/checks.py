"""Whether the parts of a pack fit each other. Each check yields faults and goes on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.content.draft import Draft, Entry
from app.content.faults import Fault
from app.core.evidence import UNREVIEWED, Claim, Said
from app.core.model import Answers, Level, Rule, Section, in_words

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

NEEDED_OPTIONS = ("none", "unsure", "prefer-not")
"""What every question must offer (spec section 3)."""


def check(draft: Draft) -> Iterator[Fault]:
    """Every fault in how the entries of a draft refer to each other."""
    yield from cover_names_everything_once(draft)
    yield from files_are_called_like_their_ids(draft)
    yield from ids_are_unique(draft)
    yield from questions_can_be_answered(draft)
    yield from options_are_ruled_or_quiet(draft)
    yield from rules_name_what_exists(draft)
    yield from examples_behave(draft)
    yield from one_rule_is_for_everyone(draft)
    yield from sections_are_shown(draft)
    yield from journeys_name_what_exists(draft)
    yield from regions_have_help(draft)
    yield from reviews_are_whole(draft)


def cover_names_everything_once(draft: Draft) -> Iterator[Fault]:
    """Levels have headings, nothing is listed twice, and the action sections exist."""
    cover = draft.cover
    for level in Level:
        if level.id not in cover.levels:
            yield Fault("pack.toml", "levels", f"no heading for '{level.id}'")
        if level.id not in cover.meanings:
            yield Fault("pack.toml", "meanings", f"no meaning for '{level.id}'")
    for listed in (cover.questions, cover.rules, cover.regions, cover.sections):
        for id in _twice(listed):
            yield Fault("pack.toml", id, "listed twice")
    for id in set(cover.actions) - set(cover.sections):
        yield Fault("pack.toml", id, "an action that is no section of the article")


def files_are_called_like_their_ids(draft: Draft) -> Iterator[Fault]:
    """Where one file holds one thing, its name is the id."""
    single: list[Entry[object]] = [*draft.questions, *draft.sections, *draft.regions]
    for entry in single:
        name = entry.file.rpartition("/")[2].partition(".")[0]
        if entry.where != name:
            yield Fault(entry.file, entry.where, f"expected the id '{name}', like the file's name")


def ids_are_unique(draft: Draft) -> Iterator[Fault]:
    """No id stands for two things."""
    kinds: list[Sequence[Entry[object]]] = [
        draft.rules,
        draft.claims,
        draft.sources,
        draft.said,
        draft.journeys,
    ]
    for entries in kinds:
        twice = _twice(entry.where for entry in entries)
        for entry in entries:
            if entry.where in twice:
                yield Fault(entry.file, entry.where, "duplicate id")
    for question in draft.questions:
        for id in _twice(option.id for option in question.value.option):
            yield Fault(question.file, id, "duplicate id")


def questions_can_be_answered(draft: Draft) -> Iterator[Fault]:
    """Every question offers none, unsure and prefer-not, and only `none` is quiet."""
    for entry in draft.questions:
        for id in NEEDED_OPTIONS:
            if id not in entry.value.options:
                yield Fault(entry.file, entry.value.id, f"no option '{id}'; every question has one")
        for option in entry.value.option:
            if option.quiet and option.id != "none":
                yield Fault(entry.file, option.id, "quiet; only 'none' may be")


def options_are_ruled_or_quiet(draft: Draft) -> Iterator[Fault]:
    """Nothing that a person can answer passes in silence by mistake."""
    ruled: dict[str, set[str]] = {}
    for rule in draft.rules:
        for question, options in rule.value.named().items():
            ruled.setdefault(question, set()).update(options)
    for entry in draft.questions:
        for option in entry.value.option:
            named = option.id in ruled.get(entry.value.id, set())
            if not named and not option.quiet:
                message = "named by no rule; write a rule for it, or mark it quiet"
                yield Fault(entry.file, option.id, message)
            if named and option.quiet:
                yield Fault(entry.file, option.id, "quiet, and yet named by a rule")


def rules_name_what_exists(draft: Draft) -> Iterator[Fault]:
    """Answers, sections and claims in rules are there; every rule has evidence and examples."""
    sections = {entry.value.id for entry in draft.sections}
    for entry in draft.rules:
        rule = entry.value
        for answers in (rule.named(), *rule.fires_for, *rule.silent_for):
            yield from _unknown_answers(draft, entry, answers)
        for question in rule.named():
            if "none" in rule.named()[question]:
                yield Fault(
                    entry.file, rule.id, f"names '{question}: none'; nothing follows from none"
                )
        for id in {*rule.sections, *filter(None, [rule.first])} - sections:
            yield Fault(entry.file, rule.id, f"shows '{id}', which is no section")
        if not rule.sections:
            yield Fault(entry.file, rule.id, "shows no section")
        if not rule.evidence:
            yield Fault(entry.file, rule.id, "has no evidence; name the claims that carry it")


def examples_behave(draft: Draft) -> Iterator[Fault]:
    """Every rule has examples of both kinds, and they do what they say."""
    for entry in draft.rules:
        rule = entry.value
        if not rule.fires_for:
            yield Fault(entry.file, rule.id, "no example for which it fires; add fires_for")
        if not rule.silent_for and rule.when:
            yield Fault(entry.file, rule.id, "no example for which it is silent; add silent_for")
        for answers in rule.fires_for:
            if not rule.fires(answers):
                yield Fault(entry.file, rule.id, f"does not fire for {in_words(answers)}")
        for answers in rule.silent_for:
            if rule.fires(answers):
                yield Fault(entry.file, rule.id, f"is not silent for {in_words(answers)}")


def one_rule_is_for_everyone(draft: Draft) -> Iterator[Fault]:
    """The floor that no answer can take away is there, once, and at the lowest level."""
    everyone = [entry for entry in draft.rules if not entry.value.when]
    if not everyone:
        yield Fault("pack.toml", "rules", "no rule is for everyone; one rule needs `when = []`")
    for entry in everyone[1:]:
        yield Fault(entry.file, entry.where, "a second rule for everyone; only one has `when = []`")
    for entry in everyone[:1]:
        if entry.value.level is not Level.STANDARD:
            yield Fault(entry.file, entry.where, "is for everyone; expected the level 'standard'")


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
        yield from _unknown_answers(draft, entry, entry.value.answers)
        if entry.value.region not in regions:
            yield Fault(entry.file, entry.where, f"'{entry.value.region}' is no region")
        for id in set(entry.value.sections) - sections:
            yield Fault(entry.file, entry.where, f"'{id}' is no section")


def regions_have_help(draft: Draft) -> Iterator[Fault]:
    """Every region has an emergency number and a place to leave to."""
    for entry in draft.regions:
        if not entry.value.emergency:
            yield Fault(entry.file, entry.value.id, "has no emergency number")
        if not entry.value.leave_url.startswith("https://"):
            yield Fault(entry.file, entry.value.id, "leave_url: expected an https:// address")


def reviews_are_whole(draft: Draft) -> Iterator[Fault]:
    """Who reviewed something is named with the day, and with the day when it is due again."""
    reviewed: list[Entry[Section] | Entry[Rule] | Entry[Claim] | Entry[Said]] = [
        *draft.sections,
        *draft.rules,
        *draft.claims,
        *draft.said,
    ]
    for entry in reviewed:
        review = entry.value.review
        if review == UNREVIEWED:
            continue
        if not review.reviewer:
            yield Fault(entry.file, entry.where, "review: expected the reviewer's name")
        for day in (review.reviewed_on, review.review_by):
            if not DAY.fullmatch(day):
                yield Fault(entry.file, entry.where, f"review: expected YYYY-MM-DD, found {day!r}")


def _unknown_answers(draft: Draft, entry: Entry[object], answers: Answers) -> Iterator[Fault]:
    for question, chosen in answers.items():
        if question not in draft.options:
            yield Fault(entry.file, entry.where, f"'{question}' is no question")
        for id in sorted(chosen - draft.options.get(question, {}).keys()):
            if question in draft.options:
                yield Fault(entry.file, entry.where, f"'{question}: {id}' is no option")


def _twice(ids: Iterable[str]) -> set[str]:
    return {id for id, count in Counter(ids).items() if count > 1}
