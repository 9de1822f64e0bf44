"""Evidence: the claims of merged reasons, and the sources of claims."""

from dataclasses import replace

from app.core.model import Pack
from app.core.rule import Clause, Level
from app.core.screening import reasons
from tests.core.answers import given, rule


def test_a_joined_reason_rests_on_the_evidence_of_both(pack: Pack) -> None:
    one = rule(Clause(given(heart="device")))
    other = replace(one, id="o", evidence=("E", "F"), level=Level.URGENT)
    (joined,) = reasons(pack, [one, other], given(heart="device"))
    assert joined.evidence == ("E", "F")
    assert joined.rules == ("r", "o")
    assert joined.level is Level.URGENT


def test_sources_of_claims_are_their_own_or_those_underneath(small_pack: Pack) -> None:
    assert [source.id for source in small_pack.sources_of(("CV-01", "CV-02", "RF-01"))] == [
        "S1",
        "S2",
    ]
    assert [source.id for source in small_pack.sources_of(("CV-02", "CV-01"))] == ["S2", "S1"]
