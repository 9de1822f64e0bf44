"""Tests of the evidence: every claim is cited or left out for a reason, and conflicts are shown."""

import re
from pathlib import Path

from app.core.model import Pack

LEFT_OUT = Path(__file__).parent.parent.parent / "docs" / "evidence-left-out.md"


def cited(pack: Pack) -> set[str]:
    """Return the ids of the claims that a section, a rule, a place or a verdict cites."""
    paragraphs = (p.claims for section in pack.sections.values() for p in section.paragraphs)
    rules = (rule.evidence for rule in pack.rules)
    instructions = (one.evidence for one in pack.instructions)
    places = (place.evidence for region in pack.regions.values() for place in region.place)
    said = (said.evidence for said in pack.source_claims)
    return {id for claims in (*paragraphs, *rules, *instructions, *places, *said) for id in claims}


def left_out() -> set[str]:
    """Return the ids of the claims that `docs/evidence-left-out.md` lists."""
    return set(re.findall(r"^\| ([A-Z]{2}-\d{2}) \|", LEFT_OUT.read_text("utf-8"), re.MULTILINE))


def test_every_claim_is_cited_or_left_out_for_a_reason(pack: Pack) -> None:
    facts = {id for id in pack.claims if not id.startswith("SC-")}
    assert facts - cited(pack) - left_out() == set()
    assert left_out() & cited(pack) == set()
    assert left_out() <= facts


def test_a_way_of_working_is_never_cited(pack: Pack) -> None:
    assert not {id for id in cited(pack) if id.startswith("SC-")}


def test_where_evidence_conflicts_both_sides_are_shown(pack: Pack) -> None:
    both = {
        "heart-rhythm": {"CV-04", "CV-06"},
        "heart": {"CV-07", "CV-12"},
        "med-enzyme": {"PK-01", "PK-03"},
        "kratom-dependence": {"EF-07", "EF-09"},
        "basics": {"BG-21", "DE-02"},
        "evidence-withdrawal": {"EF-12", "EF-13"},
    }
    for id, sides in both.items():
        shown = {claim for p in pack.sections[id].paragraphs for claim in p.claims}
        assert sides <= shown, id
