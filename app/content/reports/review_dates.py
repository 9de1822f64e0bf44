"""What is due for review: a report, never a reason not to start."""

from collections.abc import Iterator

from app.core.evidence import UNREVIEWED, Review
from app.core.model import Pack


def overdue(pack: Pack, day: str) -> Iterator[str]:
    """What should have been reviewed again before a day (YYYY-MM-DD), and how much never was."""
    reviews = list(_reviews(pack))
    for place, review in reviews:
        if review != UNREVIEWED and review.review_by < day:
            yield f"overdue since {review.review_by}: {place} ({review.reviewer})"
    never = sum(review == UNREVIEWED for _, review in reviews)
    yield f"never reviewed: {never} of {len(reviews)}"


def _reviews(pack: Pack) -> Iterator[tuple[str, Review]]:
    yield from ((f"section {section.id}", section.review) for section in pack.sections.values())
    yield from ((f"rule {rule.id}", rule.review) for rule in pack.rules)
    yield from ((f"claim {claim.id}", claim.review) for claim in pack.claims.values())
    yield from ((f"claim {said.id}", said.review) for said in pack.source_claims)
