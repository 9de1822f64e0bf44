"""Whether every statement of fact rests on evidence, and on evidence that may be shown."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from app.content.checks.wording import Statement, has_any, statements
from app.content.load.draft import Draft
from app.content.problems import Fault
from app.core.evidence import Claim

WAYS_OF_WORKING = "SC-"
"""Claims about how to ask, for reviewers; never evidence of harm (spec section 5)."""


def check_evidence(draft: Draft) -> Iterator[Fault]:
    """Every fault in how statements cite claims, and claims cite sources."""
    claims = {entry.value.id: entry.value for entry in draft.claims}
    for statement in statements(draft):
        yield from _cites_known_claims(statement, claims)
        yield from _says_how_sure(statement, claims, draft.cover.wording.hedges)
    yield from claims_have_sources(draft)
    yield from claims_rest_on_no_circle(draft)
    yield from sources_are_cited(draft)


def _cites_known_claims(statement: Statement, claims: Mapping[str, Claim]) -> Iterator[Fault]:
    if not statement.claims:
        yield statement.fault("has no citation; end it with the claims that it rests on")
    for id in statement.claims:
        if id.startswith(WAYS_OF_WORKING):
            yield statement.fault(f"cites {id}, a way of working; it is no evidence of harm")
        elif id not in claims:
            yield statement.fault(f"cites {id}, which is no claim in evidence/")


def _says_how_sure(
    statement: Statement, claims: Mapping[str, Claim], hedges: tuple[str, ...]
) -> Iterator[Fault]:
    cited = [claims[id] for id in statement.claims if id in claims]
    inferred = [claim.id for claim in cited if claim.status == "INF"]
    if inferred and not has_any(statement.text, hedges):
        needed = ", ".join(hedges)
        yield statement.fault(f"rests on {inferred[0]}, an inference; expected one of: {needed}")
    for claim in cited:
        if claim.said_by and not has_any(statement.text, claim.said_by):
            names = " or ".join(claim.said_by)
            yield statement.fault(f"rests on a report of {claim.id}; expected the name {names}")


def claims_have_sources(draft: Draft) -> Iterator[Fault]:
    """Claims rest on sources or on claims that exist; what is known by report names the body."""
    sources = {entry.value.id for entry in draft.sources}
    claims = {entry.value.id for entry in draft.claims}
    for entry in draft.claims:
        claim = entry.value
        if not claim.sources and not claim.claims:
            yield Fault(entry.file, claim.id, "has no source")
        for id in sorted(set(claim.sources) - sources):
            yield Fault(entry.file, claim.id, f"cites {id}, which is no source in sources.toml")
        for id in sorted(set(claim.claims) - claims):
            yield Fault(entry.file, claim.id, f"rests on {id}, which is no claim in evidence/")
        if claim.status == "V2" and not claim.said_by:
            yield Fault(entry.file, claim.id, "is known by report (V2); expected said_by")


def claims_rest_on_no_circle(draft: Draft) -> Iterator[Fault]:
    """No claim rests, by way of others, on itself."""
    try:
        TopologicalSorter({e.value.id: e.value.claims for e in draft.claims}).prepare()
    except CycleError as error:
        circle = " on ".join(reversed(error.args[1]))
        yield Fault("evidence/", error.args[1][0], f"rests on itself: {circle}")


def sources_are_cited(draft: Draft) -> Iterator[Fault]:
    """No source stands in the list for show."""
    cited = {id for entry in draft.claims for id in entry.value.sources}
    for entry in draft.sources:
        if entry.value.id not in cited:
            yield Fault(entry.file, entry.value.id, "no claim cites this source")
