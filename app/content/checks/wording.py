"""Checks that no text of ours states an amount or contains a banned phrase (spec section 5)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.content.load.draft import Draft, Manifest
from app.content.problems import Problem
from app.core.article import Section
from app.core.region import EMERGENCY_NUMBER, Region
from app.core.rule import Rule

NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|[½¼¾]|half(?: an?)?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|an? dozen|an? couple(?: of)?|an? few|several|an? handful of)[\s-]*"
)
MEASURE = (
    r"mg|mcg|µg|ug|g|kg|ml|oz|tsp|tbsp|grams?|milligrams?|micrograms?|millilit(?:er|re)s?|ounces?"
    r"|(?:tea|table)?spoons?(?:ful)?|scoops?|handfuls?"
)
COUNT = r"capsules?|tablets?|pills?|gumm(?:y|ies)|drops?|shots?|doses?"
TIME = r"hours?|hrs?|days?|weeks?"

AMOUNT = re.compile(
    rf"(?<!\w)(?:{NUMBER}\s*(?:{MEASURE}|{COUNT})|an?[\s-]+(?:{MEASURE})"
    rf"|every {NUMBER}(?:\s*(?:to|or|-)\s*{NUMBER})?\s*(?:{TIME})"
    rf"|(?:once|twice|{NUMBER}\s*times) (?:an?|per|each|every) (?:{TIME})|(?:once|twice) daily)\b",
    re.IGNORECASE,
)
"""Pattern of an amount ("two capsules") or a schedule ("twice a day"). No text may contain one."""

TYPOGRAPHY = str.maketrans("\u2010\u2011\u2012\u2013\u00a0", "---- ", "*_")
"""Table for `str.translate` that makes hyphens and spaces plain, and removes emphasis."""


@dataclass(frozen=True)
class Statement:
    """A statement of fact: a paragraph, a reason, an instruction, or an answer to a claim.

    `is_call`: it tells to call the emergency number.
    """

    file: str
    location: str
    text: str
    claims: tuple[str, ...]
    is_call: bool = False

    def problem(self, message: str) -> Problem:
        """Return a problem with this statement; the message quotes how it begins."""
        return Problem(self.file, self.location, f"{message} (in '{self.text[:48]}…')")


def find_statements(draft: Draft) -> Iterator[Statement]:
    """Yield every statement of fact in a pack."""
    for section in draft.sections:
        yield from _section_statements(section.file, section.value)
    for rule in draft.rules:
        yield from _rule_statements(rule.file, rule.value)
    for instruction in draft.instructions:
        one = instruction.value
        for text in filter(None, (one.text, one.beside_hold)):
            yield _statement(instruction.file, one.id, text, one.evidence)
    for region in draft.regions:
        for place in region.value.place:
            yield _statement(region.file, place.name, place.text, place.evidence)
    for claim in draft.source_claims:
        yield _statement(claim.file, claim.value.id, claim.value.answer, claim.value.evidence)


def _statement(file: str, location: str, text: str, claims: tuple[str, ...]) -> Statement:
    return Statement(file, location, text, claims, is_call=EMERGENCY_NUMBER in text)


def _rule_statements(file: str, rule: Rule) -> Iterator[Statement]:
    """Yield the reason and the short reason of a rule; `check_short_reasons` names an empty one."""
    yield _statement(file, rule.id, rule.reason, rule.evidence)
    if rule.short.strip():
        yield _statement(file, rule.id, rule.short, rule.short_evidence)


def _section_statements(file: str, section: Section) -> Iterator[Statement]:
    """Yield the paragraphs of a section; the list below a call tells when to call."""
    calls = False
    for number, one in enumerate(section.paragraphs, start=1):
        calls = EMERGENCY_NUMBER in one.text or (calls and one.bullet)
        yield Statement(file, f"paragraph {number}", one.text, one.claims, calls)


def check_wording(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each amount and each banned phrase in any text that a person can read."""
    for file, location, text in readable_texts(draft):
        if amount := find_amount(text):
            yield Problem(file, location, f"an amount, '{amount}'; the check never says how much")
        for phrase in draft.manifest.wording.banned:
            if contains_phrase(text, (phrase,)):
                yield Problem(file, location, f"the banned phrase '{phrase}'")


def readable_texts(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Yield every text that a person can read, as its file, its location there, and the text."""
    yield "pack.toml", "", " | ".join(_manifest_texts(draft.manifest))
    for question in draft.questions:
        value = question.value
        yield (
            question.file,
            value.id,
            " | ".join((value.title, value.text, value.hint, value.private)),
        )
        for option in value.option:
            option_texts = (option.group, option.label, option.hint, option.told)
            yield question.file, option.id, " | ".join(option_texts)
    for statement in find_statements(draft):
        yield statement.file, statement.location, statement.text
    for section in draft.sections:
        one = section.value
        section_texts = (one.title, one.pill, one.rests_on, *one.ask)
        yield section.file, "", " | ".join(section_texts)
    for claim in draft.claims:
        yield claim.file, claim.value.id, claim.value.text
    for region in draft.regions:
        yield region.file, region.value.id, " | ".join(_region_texts(region.value))


def _manifest_texts(manifest: Manifest) -> Iterator[str]:
    yield from (manifest.title, *manifest.levels.values(), *manifest.meanings.values())
    yield from (part.title for part in manifest.part)
    yield from manifest.contacts.values()
    yield from (text for step in manifest.certainty for text in (step.word, step.means))


def _region_texts(region: Region) -> Iterator[str]:
    yield from (region.name, region.note, *(place.name for place in region.place))
    for line in region.line:
        yield from (line.name, line.answers, line.hours, line.price, line.note, *line.languages)


def find_amount(text: str) -> str:
    """Return the first amount or schedule in a text, in whatever typography; empty if none."""
    match = AMOUNT.search(text.translate(TYPOGRAPHY))
    return match[0] if match else ""


def contains_phrase(text: str, phrases: Iterable[str]) -> bool:
    """True if a text contains any of the phrases as whole words.

    Case and emphasis do not matter. A space, a line break or a hyphen may separate the words.
    """
    plain = text.translate(TYPOGRAPHY)
    return any(
        re.search(rf"(?<!\w){_phrase_pattern(phrase)}(?!\w)", plain, re.IGNORECASE)
        for phrase in phrases
    )


def _phrase_pattern(phrase: str) -> str:
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", phrase))
    return words.replace("%", r"\s*%")
