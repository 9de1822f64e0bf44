"""What no text of ours may say: amounts, promises, and phrases on a printed list."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.content.load.draft import Draft, Manifest
from app.content.problems import Problem
from app.core.region import Region

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
"""A number with a unit in which something is taken, or with how often: the check says neither."""

TYPOGRAPHY = str.maketrans("\u2010\u2011\u2012\u2013\u00a0", "---- ", "*_")
"""What a writer may put between the letters of an amount or a phrase without changing it."""


@dataclass(frozen=True)
class Statement:
    """A statement of fact: a paragraph of the article, or the reason of a rule."""

    file: str
    location: str
    text: str
    claims: tuple[str, ...]

    def problem(self, message: str) -> Problem:
        """A fault of this statement, with the words that it begins with."""
        return Problem(self.file, self.location, f"{message} (in '{self.text[:48]}…')")


def find_statements(draft: Draft) -> Iterator[Statement]:
    """Every statement of fact in a pack."""
    for section in draft.sections:
        for number, paragraph in enumerate(section.value.paragraphs, start=1):
            where = f"paragraph {number}"
            yield Statement(section.file, where, paragraph.text, paragraph.claims)
    for rule in draft.rules:
        value = rule.value
        yield Statement(rule.file, value.id, value.reason, value.evidence)
    for said in draft.source_claims:
        yield Statement(said.file, said.value.id, said.value.answer, said.value.evidence)


def check_wording(draft: Draft) -> Iterator[Problem]:
    """Every amount and every banned phrase in anything that a person can read."""
    for file, where, text in readable_texts(draft):
        if amount := find_amount(text):
            yield Problem(file, where, f"an amount, '{amount}'; the check never says how much")
        for phrase in draft.manifest.wording.banned:
            if contains_phrase(text, (phrase,)):
                yield Problem(file, where, f"the banned phrase '{phrase}'")


def readable_texts(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Everything that a person can read, with the file and the id that it stands under."""
    yield "pack.toml", "", " | ".join(_cover_texts(draft.manifest))
    for question in draft.questions:
        value = question.value
        yield (
            question.file,
            value.id,
            " | ".join((value.title, value.text, value.hint, value.private)),
        )
        for option in value.option:
            words = (option.group, option.label, option.hint, option.told)
            yield question.file, option.id, " | ".join(words)
    for statement in find_statements(draft):
        yield statement.file, statement.location, statement.text
    for section in draft.sections:
        said = (section.value.title, section.value.rests_on, *section.value.ask)
        yield section.file, "", " | ".join(said)
    for claim in draft.claims:
        yield claim.file, claim.value.id, claim.value.text
    for region in draft.regions:
        yield region.file, region.value.id, " | ".join(_region_texts(region.value))


def _cover_texts(cover: Manifest) -> Iterator[str]:
    yield from (cover.title, *cover.levels.values(), *cover.meanings.values())
    yield from (part.title for part in cover.part)
    yield from (text for step in cover.certainty for text in (step.word, step.means))


def _region_texts(region: Region) -> Iterator[str]:
    yield from (region.name, region.note)
    for line in region.line:
        yield from (line.name, line.hours, line.note, *line.languages)


def find_amount(text: str) -> str:
    """The first amount or schedule that a text names, however it is dressed; empty if none."""
    found = AMOUNT.search(text.translate(TYPOGRAPHY))
    return found[0] if found else ""


def contains_phrase(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text holds any of these phrases as whole words.

    Case and emphasis do not matter, nor whether words are parted by a space, a line or a hyphen.
    """
    plain = text.translate(TYPOGRAPHY)
    return any(
        re.search(rf"(?<!\w){_pattern(phrase)}(?!\w)", plain, re.IGNORECASE) for phrase in phrases
    )


def _pattern(phrase: str) -> str:
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", phrase))
    return words.replace("%", r"\s*%")
