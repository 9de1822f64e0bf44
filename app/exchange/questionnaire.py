"""Exports the questions as a FHIR R4 (4.0.1) Questionnaire, with SDC extensions where needed."""

from collections.abc import Iterator

from app.core.model import MEDICINE, MEDICINES, Option, Pack, Question
from app.exchange.codes import FIRST, LEVEL, PURPOSE, RESOURCE_ID, RESULT, SECTION, FhirCodes, Json

EXTENSION = "http://hl7.org/fhir/StructureDefinition/"

VERSIONED = {
    "url": f"{EXTENSION}artifact-versionAlgorithm",
    "valueCoding": {"system": "http://hl7.org/fhir/version-algorithm", "code": "semver"},
}
"""The extension that says how our versions are ordered (SDC, invariant sdc-2)."""


def questionnaire(pack: Pack, base: str) -> Json:
    """Return the Questionnaire: all questions, then read-only items for the result.

    :param base: the public URL of the deployment, without a slash at its end.
    """
    codes = FhirCodes(pack, base)
    return {
        "resourceType": "Questionnaire",
        "id": RESOURCE_ID,
        "language": "en",
        "extension": [VERSIONED],
        "url": codes.questionnaire,
        "version": codes.version,
        "name": "KratomSafetyCheck",
        "title": pack.title,
        "status": codes.status,
        "subjectType": ["Patient"],
        "description": codes.texts[PURPOSE],
        "item": list(_items(codes)),
    }


def _items(codes: FhirCodes) -> Iterator[Json]:
    for link_id in (PURPOSE, FIRST):
        yield {"linkId": link_id, "type": "display", "text": codes.texts[link_id]}
    for question in codes.pack.questions.values():
        yield _question_item(codes, question)
        if question.id == MEDICINES:
            text = codes.texts[MEDICINE]
            yield {"linkId": MEDICINE, "type": "string", "text": text, "repeats": True}
    results = [_result_item(codes, link_id) for link_id in (LEVEL, SECTION)]
    yield {"linkId": RESULT, "type": "group", "text": codes.texts[RESULT], "item": results}


def _question_item(codes: FhirCodes, question: Question) -> Json:
    """Return a question that allows several answers and has no preselected one."""
    check_box = {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "check-box"}
    return {
        "linkId": question.id,
        "type": "choice",
        "text": codes.texts[question.id],
        "extension": [
            {
                "url": f"{EXTENSION}questionnaire-itemControl",
                "valueCodeableConcept": {"coding": [check_box]},
            },
            {"url": f"{EXTENSION}questionnaire-choiceOrientation", "valueCode": "vertical"},
        ],
        "repeats": True,
        "answerOption": [
            _exclusive_extension(question.options[id])
            | {"valueCoding": codes.coding(question.id, id)}
            for id in codes.choices[question.id]
        ],
    }


def _exclusive_extension(option: Option) -> Json:
    """Return the extension of an option that excludes all others; empty for any other option."""
    extension = {"url": f"{EXTENSION}questionnaire-optionExclusive", "valueBoolean": True}
    return {"extension": [extension]} if option.quiet else {}


def _result_item(codes: FhirCodes, link_id: str) -> Json:
    return {
        "linkId": link_id,
        "type": "choice",
        "text": codes.texts[link_id],
        "repeats": link_id == SECTION,
        "readOnly": True,
        "answerOption": [
            {"valueCoding": codes.coding(link_id, id)} for id in codes.choices[link_id]
        ],
    }
