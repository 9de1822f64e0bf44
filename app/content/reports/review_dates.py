"""Overdue reviews. They are only reported and never keep the app from starting."""

from collections.abc import Iterator

from app.core.evidence import UNREVIEWED, Review
from app.core.model import Pack


def overdue(pack: Pack, day: str) -> Iterator[str]:
    """Yield a line per review due before `day` (YYYY-MM-DD), then the number of missing reviews."""
    reviews = list(_reviews(pack))
    for label, review in reviews:
        if review != UNREVIEWED and review.review_by < day:
            yield f"overdue since {review.review_by}: {label} ({review.reviewer})"
    never = sum(review == UNREVIEWED for _, review in reviews)
    yield f"never reviewed: {never} of {len(reviews)}"


def _reviews(pack: Pack) -> Iterator[tuple[str, Review]]:
    """Yield the review of each section, rule and claim, after a label such as `rule long-qt`."""
    yield from ((f"section {section.id}", section.review) for section in pack.sections.values())
    yield from ((f"rule {rule.id}", rule.review) for rule in pack.rules)
    yield from ((f"claim {claim.id}", claim.review) for claim in pack.claims.values())
    yield from ((f"claim {claim.id}", claim.review) for claim in pack.source_claims)
