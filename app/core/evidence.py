"""The evidence register: claims, and the sources that support them."""

from dataclasses import dataclass
from typing import Literal

ClaimStatus = Literal["V1", "V2", "INF"]
Verdict = Literal["supported", "partly supported", "not supported", "contradicted"]
Strength = Literal["RCT", "CT", "OBS", "SURV", "PC", "CR", "LAB", "GL", "REG", "EXP", "INF"]
"""Kind of evidence: clinical trial (RCT, CT), observational study, survey, poison-center data,
case report, laboratory, guideline, regulator, expert, inference (`questions/README.md`)."""

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
    """Who reviewed an entry, when, and when the next review is due; dates are YYYY-MM-DD."""

    reviewer: str = ""
    reviewed_on: str = ""
    review_by: str = ""


UNREVIEWED = Review()


@dataclass(frozen=True)
class Claim:
    """A statement that sentences of the content can cite.

    `status`: V1 read in the source itself, V2 read in a report of it, INF inferred. `claims` are
    other claims that support it. `said_by` names bodies, one of which a citing paragraph must name.
    """

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
    """A document that supports claims. `read`: whether we read it or only a report of it."""

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
        """The most permanent known URL: DOI, PubMed, PMC, then `url`; empty if none is known."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmc:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmc}/"
        return self.url


@dataclass(frozen=True)
class SourceClaim:
    """A claim made by the source article, with our verdict and our own sentence (`answer`).

    `part` is 1 to 3: the part of that article that the claim belongs to.
    """

    id: str
    part: int
    claim: str
    verdict: Verdict
    answer: str
    evidence: tuple[str, ...]
    review: Review = UNREVIEWED
