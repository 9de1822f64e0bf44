"""Checks that every statement of fact cites evidence that may be shown, and says how sure it is."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from app.content.checks.wording import Statement, contains_phrase, find_statements
from app.content.load.draft import Draft
from app.content.problems import Problem
from app.core.evidence import Claim

METHOD_PREFIX = "SC-"
"""Id prefix of claims about ways of working, which are never cited as evidence (spec section 5)."""


def check_citations(draft: Draft) -> Iterator[Problem]:
    """Yield every problem with how statements cite claims and how claims cite sources."""
    claims = {entry.value.id: entry.value for entry in draft.claims}
    for statement in find_statements(draft):
        yield from _check_cited_claims(statement, claims)
        yield from _check_certainty(statement, claims, draft.manifest.wording.hedges)
    yield from check_claim_sources(draft)
    yield from check_claim_cycles(draft)
    yield from check_uncited_sources(draft)


def _check_cited_claims(statement: Statement, claims: Mapping[str, Claim]) -> Iterator[Problem]:
    """Yield a problem if a statement cites no claim, and for each claim that it may not cite."""
    if not statement.claims:
        yield statement.problem("has no citation; end it with the claims that it rests on")
    for id in statement.claims:
        if id.startswith(METHOD_PREFIX):
            yield statement.problem(f"cites {id}, a way of working; it is no evidence of harm")
        elif id not in claims:
            yield statement.problem(f"cites {id}, which is no claim in evidence/")


def _check_certainty(
    statement: Statement, claims: Mapping[str, Claim], hedges: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield a problem if a statement sounds more certain than its claims (spec section 5).

    Based on an inference (INF), it needs a hedge; based on a report (V2), the name of its author.
    A call to the emergency number is neither hedged nor attributed: nobody may hesitate over it.
    """
    cited = [claims[id] for id in statement.claims if id in claims]
    inferred = [claim.id for claim in cited if claim.status == "INF"]
    if statement.is_call:
        if inferred:
            yield statement.problem(f"calls for help, and rests on {inferred[0]}, an inference")
        return
    if inferred and not contains_phrase(statement.text, hedges):
        allowed = ", ".join(hedges)
        yield statement.problem(f"rests on {inferred[0]}, an inference; expected one of: {allowed}")
    for claim in cited:
        if claim.said_by and not contains_phrase(statement.text, claim.said_by):
            names = " or ".join(claim.said_by)
            yield statement.problem(f"rests on a report of {claim.id}; expected the name {names}")


def check_claim_sources(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each claim whose sources or underlying claims are missing or unknown.

    A claim that we know from a report only (V2) must also say whose claim it is (`said_by`).
    """
    sources = {entry.value.id for entry in draft.sources}
    claims = {entry.value.id for entry in draft.claims}
    for entry in draft.claims:
        claim = entry.value
        if not claim.sources and not claim.claims:
            yield Problem(entry.file, claim.id, "has no source")
        for id in sorted(set(claim.sources) - sources):
            yield Problem(entry.file, claim.id, f"cites {id}, which is no source in sources.toml")
        for id in sorted(set(claim.claims) - claims):
            yield Problem(entry.file, claim.id, f"rests on {id}, which is no claim in evidence/")
        if claim.status == "V2" and not claim.said_by:
            yield Problem(entry.file, claim.id, "is known by report (V2); expected said_by")


def check_claim_cycles(draft: Draft) -> Iterator[Problem]:
    """Yield a problem if a claim is based on itself, directly or through other claims."""
    try:
        TopologicalSorter({entry.value.id: entry.value.claims for entry in draft.claims}).prepare()
    except CycleError as error:
        cycle = " on ".join(reversed(error.args[1]))
        yield Problem("evidence/", error.args[1][0], f"rests on itself: {cycle}")


def check_uncited_sources(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each source that no claim cites."""
    cited = {id for entry in draft.claims for id in entry.value.sources}
    for entry in draft.sources:
        if entry.value.id not in cited:
            yield Problem(entry.file, entry.value.id, "no claim cites this source")
