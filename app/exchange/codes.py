"""The codes of the check: every answer, level and section under a name of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Pack

Json = dict[str, object]

RESOURCE_ID = "kratom-safety-check"
"""The id of our Questionnaire and of our CodeSystem; the last part of their addresses."""

PURPOSE, FIRST = "purpose", "first"
"""Link ids of what stands before the questions."""

RESULT, LEVEL, SECTION = "result", "result.level", "result.section"
"""Link ids of what the check found; what it asked has the ids of the questions."""

TEXTS = {
    PURPOSE: "General information only, to talk over with a professional. It is no diagnosis and "
    "gives no score and no dose. No result means that kratom is safe.",
    FIRST: "If someone has trouble breathing, cannot be woken, has chest pain or a seizure, is "
    "suddenly weak on one side or cannot speak, or may hurt themselves, call the emergency number "
    "now. Do not finish this form first.",
    MEDICINE: "Names of your medicines, one in each field, as they stand on the bottle. Leave out "
    "your own name.",
    RESULT: "What the check found. Filled in by the Kratom safety check only.",
    LEVEL: "How soon to talk to a professional",
    SECTION: "Sections of the article that matter",
}
"""What stands over the items that are no questions of the pack, by their link ids."""


@dataclass(frozen=True)
class FhirCodes:
    """What a pack's answers are called, below the address that a deployment is known by.

    `base` has no slash at its end.
    """

    pack: Pack
    base: str

    @cached_property
    def version(self) -> str:
        """The content's version with a fingerprint of all that is asked: no two texts share it.

        For semver, what stands behind a `+` does not order versions; it only tells them apart.
        """
        asked = json.dumps([self.texts, self.choices], sort_keys=True)
        return f"{self.pack.version}+{sha256(asked.encode()).hexdigest()[:12]}"

    @property
    def status(self) -> str:
        """`draft` until a clinician has reviewed all that is asked, judged and shown."""
        reviews = [section.review for section in self.pack.sections.values()]
        reviews += [rule.review for rule in self.pack.rules]
        return "active" if all(review.reviewer for review in reviews) else "draft"

    @property
    def questionnaire(self) -> str:
        """The canonical address of the questions."""
        return f"{self.base}/fhir/Questionnaire/{RESOURCE_ID}"

    @property
    def system(self) -> str:
        """The canonical address of the codes."""
        return f"{self.base}/fhir/CodeSystem/{RESOURCE_ID}"

    @cached_property
    def choices(self) -> Mapping[str, Mapping[str, str]]:
        """What may be chosen under each link id: option ids, and what a person reads there.

        Hints belong to what is asked ("blue or grey lips"); FHIR has no place of their own for
        those of an option.
        """
        found = {
            id: {
                option.id: f"{option.label}. {option.hint}" if option.hint else option.label
                for option in question.option
                if not option.by_name or (id, option.id) == (MEDICINES, UNKNOWN_NAME)
            }
            for id, question in self.pack.questions.items()
        }
        found[LEVEL] = {level.id: heading for level, heading in sorted(self.pack.levels.items())}
        found[SECTION] = {section.id: section.title for section in self.pack.sections.values()}
        return found

    @cached_property
    def option_by_code(self) -> Mapping[str, tuple[str, str]]:
        """Every code that may be met, in small letters: its link id and its option.

        Also what only a medicine's name leads to here: others may write it down.
        """
        options = {id: list(question.options) for id, question in self.pack.questions.items()}
        options |= {link_id: list(self.choices[link_id]) for link_id in (LEVEL, SECTION)}
        return {f"{link_id}.{id}": (link_id, id) for link_id in options for id in options[link_id]}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What stands over the answers, by link id; a question's hint belongs to what is asked."""
        asked = self.pack.questions.values()
        return {one.id: f"{one.text} {one.hint}".strip() for one in asked} | TEXTS

    def coding(self, link_id: str, id: str) -> Json:
        """One choice as a Coding, the same wherever it stands."""
        display = self.choices[link_id][id]
        return {"system": self.system, "code": f"{link_id}.{id}", "display": display}


def code_system(pack: Pack, base: str) -> Json:
    """Every code with what it stands for, as a FHIR R4 CodeSystem."""
    codes = FhirCodes(pack, base)
    concepts: list[Json] = [
        {"code": f"{link_id}.{id}", "display": display}
        for link_id, options in codes.choices.items()
        for id, display in options.items()
    ]
    return {
        "resourceType": "CodeSystem",
        "id": RESOURCE_ID,
        "language": "en",
        "url": codes.system,
        "version": codes.version,
        "name": "KratomSafetyCheckCodes",
        "title": f"{pack.title}: answers, levels and sections",
        "status": codes.status,
        "caseSensitive": True,
        "content": "complete",
        "count": len(concepts),
        "concept": concepts,
    }
