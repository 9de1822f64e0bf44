"""What sentences rest on: claims, and the sources under them."""

from dataclasses import dataclass
from typing import Literal

ClaimStatus = Literal["V1", "V2", "INF"]
Verdict = Literal["supported", "partly supported", "not supported", "contradicted"]
Strength = Literal["RCT", "CT", "OBS", "SURV", "PC", "CR", "LAB", "GL", "REG", "EXP", "INF"]
SourceKind = Literal[
    "trial",
    "study",
    "review",
    "case report",
    "laboratory",
    "guideline",
    "regulator",
    "label",
    "public advice",
    "registry",
    "report",
    "own search",
]


@dataclass(frozen=True)
class Review:
    """Who reviewed something, when, and when it is due again; dates are YYYY-MM-DD."""

    reviewer: str = ""
    reviewed_on: str = ""
    review_by: str = ""


UNREVIEWED = Review()


@dataclass(frozen=True)
class Claim:
    """What sentences may rest on. `status`: V1 read itself, V2 in a report, INF inferred."""

    id: str
    text: str
    strength: tuple[Strength, ...]
    sources: tuple[str, ...]
    status: ClaimStatus
    claims: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    review: Review = UNREVIEWED


@dataclass(frozen=True)
class Source:
    """A document that claims rest on. `read` says whether it was read itself or in a report."""

    id: str
    title: str
    publisher: str
    kind: SourceKind
    read: Literal["itself", "report"]
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    pmc: str = ""
    url: str = ""

    @property
    def link(self) -> str:
        """The most lasting address that is known; empty when none was seen."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmc:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmc}/"
        return self.url


@dataclass(frozen=True)
class SourceClaim:
    """What the article that this began from says, and what the evidence says of it."""

    id: str
    part: int
    claim: str
    verdict: Verdict
    answer: str
    evidence: tuple[str, ...]
    review: Review = UNREVIEWED
