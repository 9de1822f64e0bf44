"""The FHIR codes of every answer, level and section of the check."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Pack

Json = dict[str, object]

RESOURCE_ID = "kratom-safety-check"
"""The id of our Questionnaire and of our CodeSystem, and the last part of their URLs."""

PURPOSE, FIRST = "purpose", "first"
"""Link ids of the texts before the questions."""

RESULT, LEVEL, SECTION = "result", "result.level", "result.section"
"""Link ids of the result: the group, and its items. The link id of a question is its own id."""

TEXTS = {
    PURPOSE: "General information only, to talk over with a professional. It is no diagnosis and "
    "gives no score and no dose. It never says that kratom is safe.",
    FIRST: "If someone has trouble breathing, cannot be woken, has chest pain or a seizure, is "
    "suddenly weak on one side or cannot speak, or may hurt themselves, call the emergency number "
    "now. Do not finish this form first.",
    MEDICINE: "Names of your medicines, one in each field, as they stand on the bottle. Leave out "
    "your own name.",
    RESULT: "What the check found. Filled in by the Kratom safety check only.",
    LEVEL: "How soon to talk to a professional",
    SECTION: "Sections of the article that matter",
}
"""The texts of the items that are not questions of the pack, by link id."""


@dataclass(frozen=True)
class FhirCodes:
    """The FHIR codes, texts and canonical URLs of a pack.

    `base` is the public URL of the deployment, without a slash at its end.
    """

    pack: Pack
    base: str

    @cached_property
    def version(self) -> str:
        """The version of the content, with a fingerprint of all texts in the Questionnaire.

        The fingerprint follows a `+`: in semver, it distinguishes versions but does not order them.
        """
        texts = json.dumps([self.texts, self.choices], sort_keys=True)
        return f"{self.pack.version}+{sha256(texts.encode()).hexdigest()[:12]}"

    @property
    def status(self) -> str:
        """`draft` until a clinician has reviewed every section and every rule, then `active`."""
        reviews = [section.review for section in self.pack.sections.values()]
        reviews += [rule.review for rule in self.pack.rules]
        return "active" if all(review.reviewer for review in reviews) else "draft"

    @property
    def questionnaire(self) -> str:
        """The canonical URL of the Questionnaire."""
        return f"{self.base}/fhir/Questionnaire/{RESOURCE_ID}"

    @property
    def system(self) -> str:
        """The canonical URL of the CodeSystem."""
        return f"{self.base}/fhir/CodeSystem/{RESOURCE_ID}"

    @cached_property
    def choices(self) -> Mapping[str, Mapping[str, str]]:
        """The choices of each link id: the text that a person reads, by option id.

        A text includes the option's hint, which is part of what is asked ("blue or gray lips"),
        because FHIR has no element for the hint of an option.
        """
        choices = {
            id: {
                option.id: f"{option.label}. {option.hint}" if option.hint else option.label
                for option in question.option
                if not option.by_name or (id, option.id) == (MEDICINES, UNKNOWN_NAME)
            }
            for id, question in self.pack.questions.items()
        }
        choices[LEVEL] = {level.id: heading for level, heading in sorted(self.pack.levels.items())}
        choices[SECTION] = {section.id: section.title for section in self.pack.sections.values()}
        return choices

    @cached_property
    def option_by_code(self) -> Mapping[str, tuple[str, str]]:
        """The link id and option id of each code, in lower case.

        Includes options that only a medicine's name selects here, because other programs may send
        their codes.
        """
        options = {id: list(question.options) for id, question in self.pack.questions.items()}
        options |= {link_id: list(self.choices[link_id]) for link_id in (LEVEL, SECTION)}
        return {f"{link_id}.{id}": (link_id, id) for link_id in options for id in options[link_id]}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of each item by link id; that of a question includes its hint."""
        questions = self.pack.questions.values()
        return {item.id: f"{item.text} {item.hint}".strip() for item in questions} | TEXTS

    def coding(self, link_id: str, id: str) -> Json:
        """Return a choice as a FHIR Coding."""
        display = self.choices[link_id][id]
        return {"system": self.system, "code": f"{link_id}.{id}", "display": display}


def code_system(pack: Pack, base: str) -> Json:
    """Return every code with its text, as a FHIR R4 CodeSystem.

    :param base: the public URL of the deployment, without a slash at its end.
    """
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
