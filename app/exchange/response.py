"""A visit as a FHIR R4 QuestionnaireResponse: what was answered, and what the check found."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from app.core.journey import known_answers
from app.core.model import MEDICINE, MEDICINES, Pack, Result
from app.core.rule import Answers
from app.exchange.codes import LEVEL, RESULT, SECTION, FhirCodes, Json


def response(
    pack: Pack, base: str, answers: Answers, result: Result, authored: datetime, identifier: UUID
) -> Json:
    """A visit for a clinic's record; it names nobody, and holds what was answered only.

    :param base: the address that the deployment is known by, without a slash at its end.
    :param authored: when, with its offset from UTC.
    :param identifier: a random one, never used before.
    """
    codes = FhirCodes(pack, base)
    return {
        "resourceType": "QuestionnaireResponse",
        "language": "en",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": identifier.urn},
        "questionnaire": f"{codes.questionnaire}|{codes.version}",
        "status": "completed",
        "authored": authored.isoformat(timespec="seconds"),
        "item": [*_told(codes, known_answers(pack, answers)), _found(codes, result)],
    }


def _told(codes: FhirCodes, answers: Answers) -> Iterator[Json]:
    """The answered items, in the order of the questions."""
    for id in codes.pack.questions:
        if id in answers:
            yield _chosen(codes, id, answers[id])
        if id == MEDICINES and MEDICINE in answers:
            names = [{"valueString": name} for name in sorted(answers[MEDICINE])]
            yield {"linkId": MEDICINE, "text": codes.texts[MEDICINE], "answer": names}


def _found(codes: FhirCodes, result: Result) -> Json:
    sections = [section.id for section in result.sections]
    items = [
        _chosen(codes, LEVEL, [result.level.id]),
        _chosen(codes, SECTION, sections),
    ]
    return {"linkId": RESULT, "text": codes.texts[RESULT], "item": items}


def _chosen(codes: FhirCodes, link_id: str, chosen: Iterable[str]) -> Json:
    """An item with its answers, in the order in which they may be chosen."""
    order = list(codes.choices[link_id])
    codings = [codes.coding(link_id, id) for id in sorted(chosen, key=order.index)]
    return {
        "linkId": link_id,
        "text": codes.texts[link_id],
        "answer": [{"valueCoding": coding} for coding in codings],
    }
