"""Exports a visit as a FHIR R4 QuestionnaireResponse: the answers and the result."""

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
    """Return a visit for a clinic's record. It names nobody, and contains answered items only.

    :param base: the public URL of the deployment, without a slash at its end.
    :param authored: the time of the answers, with its offset from UTC.
    :param identifier: a random UUID for this export only.
    """
    codes = FhirCodes(pack, base)
    return {
        "resourceType": "QuestionnaireResponse",
        "language": "en",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": identifier.urn},
        "questionnaire": f"{codes.questionnaire}|{codes.version}",
        "status": "completed",
        "authored": authored.isoformat(timespec="seconds"),
        "item": [
            *_answered_items(codes, known_answers(pack, answers)),
            _result_item(codes, result),
        ],
    }


def _answered_items(codes: FhirCodes, answers: Answers) -> Iterator[Json]:
    """Yield the answered items, in the order of the questions."""
    for id in codes.pack.questions:
        if id in answers:
            yield _choice_item(codes, id, answers[id])
        if id == MEDICINES and MEDICINE in answers:
            names = [{"valueString": name} for name in sorted(answers[MEDICINE])]
            yield {"linkId": MEDICINE, "text": codes.texts[MEDICINE], "answer": names}


def _result_item(codes: FhirCodes, result: Result) -> Json:
    sections = [section.id for section in result.sections]
    items = [
        _choice_item(codes, LEVEL, [result.level.id]),
        _choice_item(codes, SECTION, sections),
    ]
    return {"linkId": RESULT, "text": codes.texts[RESULT], "item": items}


def _choice_item(codes: FhirCodes, link_id: str, chosen: Iterable[str]) -> Json:
    """Return an item with the chosen ids as answers, in the order of the item's choices."""
    order = list(codes.choices[link_id])
    codings = [codes.coding(link_id, id) for id in sorted(chosen, key=order.index)]
    return {
        "linkId": link_id,
        "text": codes.texts[link_id],
        "answer": [{"valueCoding": coding} for coding in codings],
    }
