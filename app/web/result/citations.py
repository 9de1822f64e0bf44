"""Which sources a page cites, by their numbers; a source has the same number on every page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.core.article import Section
from app.core.evidence import Claim, Source
from app.core.model import Pack, Reason, Result

SOURCES_PAGE = "result/sources"
"""The URL of the sources of a result, relative to the result."""


@dataclass(frozen=True)
class Citations:
    """The sources of a page.

    `cited` has the claims of each of its sentences. `page` is the URL of the page that lists the
    sources; empty if they are listed on the same page.
    """

    pack: Pack
    cited: tuple[tuple[str, ...], ...]
    page: str = ""

    def numbers_for(self, claims: tuple[str, ...]) -> list[int]:
        """Return the numbers of the sources of some claims, in order."""
        numbers = self.pack.claim_source_numbers
        return sorted(frozenset[int]().union(*(numbers[id] for id in claims)))

    @cached_property
    def sources(self) -> Mapping[int, Source]:
        """The sources by their numbers, in order."""
        listed = tuple(self.pack.sources.values())
        used = {number for claims in self.cited for number in self.numbers_for(claims)}
        return {number: listed[number - 1] for number in sorted(used)}


def cited_in_sections(sections: Iterable[Section]) -> tuple[tuple[str, ...], ...]:
    """Return the claims that each paragraph of some sections cites."""
    return tuple(paragraph.claims for section in sections for paragraph in section.paragraphs)


def cited_in_result(result: Result, reasons: Iterable[Reason]) -> Iterator[tuple[str, ...]]:
    """Yield the claims that a result cites: in its sections, as it shows them, and in reasons."""
    for section in result.sections:
        yield from (paragraph.claims for paragraph in section.summary_paragraphs)
    yield from (reason.evidence for reason in reasons)


def claims_by_source(pack: Pack) -> Mapping[str, tuple[Claim, ...]]:
    """Return the claims that rest on each source, by the source's id."""
    found: dict[str, tuple[Claim, ...]] = {id: () for id in pack.sources}
    for claim in pack.claims.values():
        for id in claim.sources:
            found[id] += (claim,)
    return found
