"""What no text of ours may say: amounts, promises, and phrases on a printed list."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.content.draft import Draft
from app.content.faults import Fault
from app.core.evidence import Claim

DIGITS = r"(?:\d+(?:[.,]\d+)?|[½¼¾])[\s-]?"
WORDS = r"(?:half(?: an?)?|one|two|three|four|five|six|seven|eight|nine|ten)[\s-]+"
MEASURE = (
    r"mg|mcg|µg|ug|g|kg|ml|oz|tsp|tbsp|grams?|milligrams?|micrograms?|millilit(?:er|re)s?|ounces?"
    r"|(?:tea|table)?spoons?(?:ful)?|scoops?"
)
COUNT = r"capsules?|tablets?|pills?|gumm(?:y|ies)|drops?|shots?|doses?"

AMOUNT = re.compile(
    rf"(?<!\w)(?:(?:{DIGITS}|{WORDS})(?:{MEASURE}|{COUNT})|an?[\s-]+(?:{MEASURE}))\b",
    re.IGNORECASE,
)
"""A number with a unit in which something is taken. The check never says how much."""


@dataclass(frozen=True)
class Statement:
    """A statement of fact: a paragraph of the article, or the reason of a rule."""

    file: str
    where: str
    text: str
    claims: tuple[str, ...]
    of_rule: bool = False

    def fault(self, message: str) -> Fault:
        """A fault of this statement, with the words that it begins with."""
        return Fault(self.file, self.where, f"{message} (in '{self.text[:48]}…')")

    def needs_names(self, cited: Iterable[Claim]) -> bool:
        """Whether the bodies behind reported claims must be named.

        A paragraph says what all its claims say. A rule's evidence carries the rule; its one short
        reason names a body where nothing that we read ourselves stands behind it.
        """
        return not self.of_rule or not any(claim.status == "V1" for claim in cited)


def statements(draft: Draft) -> Iterator[Statement]:
    """Every statement of fact in a pack."""
    for section in draft.sections:
        for number, paragraph in enumerate(section.value.paragraphs, start=1):
            where = f"paragraph {number}"
            yield Statement(section.file, where, paragraph.text, paragraph.claims)
    for rule in draft.rules:
        value = rule.value
        yield Statement(rule.file, value.id, value.reason, value.evidence, of_rule=True)
    for said in draft.said:
        yield Statement(said.file, said.value.id, said.value.answer, said.value.evidence)


def check_wording(draft: Draft) -> Iterator[Fault]:
    """Every amount and every banned phrase in anything that a person can read."""
    for file, where, text in texts(draft):
        if amount := AMOUNT.search(text):
            yield Fault(file, where, f"an amount, '{amount[0]}'; the check never says how much")
        for phrase in draft.cover.wording.banned:
            if has_any(text, (phrase,)):
                yield Fault(file, where, f"the banned phrase '{phrase}'")


def texts(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Everything that a person can read, with the file and the id that it stands under."""
    for question in draft.questions:
        value = question.value
        yield question.file, value.id, " ".join((value.title, value.text, value.hint))
        for option in value.option:
            yield question.file, option.id, " ".join((option.label, option.hint, option.told))
    for statement in statements(draft):
        yield statement.file, statement.where, statement.text
    for section in draft.sections:
        words = (section.value.title, section.value.rests_on, *section.value.ask)
        yield section.file, "", " ".join(words)
    for claim in draft.claims:
        yield claim.file, claim.value.id, claim.value.text
    for region in draft.regions:
        notes = (region.value.note, *(line.note for line in region.value.line))
        yield region.file, region.value.id, " ".join(notes)


def has_any(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text holds any of these phrases as whole words.

    Case does not matter, nor whether their words are parted by a space, a line or a hyphen.
    """
    return any(
        re.search(rf"(?<!\w){_pattern(phrase)}(?!\w)", text, re.IGNORECASE) for phrase in phrases
    )


def _pattern(phrase: str) -> str:
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", phrase))
    return words.replace("%", r"\s*%")
