"""Imports a QuestionnaireResponse from any program, and assesses its answers again.

Form renderers drop extensions, allow "none" together with other answers, and use older content.
Whatever does not fit is reported as a conflict, and never makes a result milder.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.journey import Incomplete, answered_questions, known_answers
from app.core.medicines.index import MedicineIndex
from app.core.model import MEDICINE, MEDICINES, Pack
from app.core.rule import Answers, Level
from app.core.screening import assess
from app.exchange.answer_parsing import ParsedAnswer, parse_answer
from app.exchange.codes import LEVEL, RESOURCE_ID, SECTION, FhirCodes

NONE_BESIDE = "{}: “none” stands beside other answers, and does not count"

CHANGES_MEANING = {"modifierExtension", "implicitRules"}
"""Elements that may reverse the meaning of an answer, so must not be ignored (FHIR R4, 2.4.2)."""


class InvalidResponse(ValueError):
    """Raised when a file has no result; the message says why."""


@dataclass(frozen=True)
class ImportedResponse:
    """The answers in a file, and the level and the sections of the result that it states.

    `authored` is the time of the answers (ISO 8601), empty if the file has no valid one. Each of
    `conflicts` is a message about something that does not fit.
    """

    answers: Answers
    level: Level | None
    sections: frozenset[str]
    authored: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True)
class AssessedResponse:
    """The result for the answers in a file, never milder than the result that the file states.

    `authored` and `conflicts` are as in `ImportedResponse`, plus conflicts between the two results.
    """

    answers: Answers
    level: Level
    sections: tuple[str, ...]
    authored: str
    conflicts: tuple[str, ...]


def assess_response(pack: Pack, index: MedicineIndex, resource: object) -> AssessedResponse:
    """Return the result of a response, using the content of `pack`.

    :param resource: the response as parsed JSON.
    :raise InvalidResponse: when `parse_response` does, or when answers for a result are missing.
    """
    imported = parse_response(pack, index, resource)
    answers = known_answers(pack, imported.answers)
    missing = [id for id in pack.questions if id not in answered_questions(pack, answers)]
    unanswered = f"not answered: {', '.join(missing)}"
    stated_level = f"; the file itself names {imported.level.id}" if imported.level else ""
    try:
        result = assess(pack, answers)
    except Incomplete:
        raise InvalidResponse(unanswered + stated_level) from None
    shown = [section.id for section in result.sections]
    extra = sorted(imported.sections - set(shown))
    level = max(result.level, imported.level or result.level)
    conflicts = [*imported.conflicts, *([unanswered] if missing else [])]
    conflicts += [
        f"the file names the section {id}; these answers do not lead to it" for id in extra
    ]
    if level is not result.level:
        conflicts.append(f"the file names {level.id}; these answers lead to {result.level.id}")
    return AssessedResponse(answers, level, (*shown, *extra), imported.authored, tuple(conflicts))


def parse_response(pack: Pack, index: MedicineIndex, resource: object) -> ImportedResponse:
    """Return the answers of a response, each with its most serious possible meaning.

    :param resource: the response as parsed JSON.
    :raise InvalidResponse: when it is not a response to our questions, when its status is
        entered-in-error, or when an element may change its meaning.
    """
    response, codes = _require_response(resource), FhirCodes(pack, "")
    parsed_answers = [
        parsed
        for link_id, answer in _find_answers(response.get("item"))
        for parsed in parse_answer(codes, index, link_id, answer)
    ]
    chosen = _group_by_link_id(parsed_answers)
    levels, sections = chosen.pop(LEVEL, frozenset()), chosen.pop(SECTION, frozenset())
    answers = {id: ids - _contradicted(pack, chosen, id) for id, ids in chosen.items()}
    conflicts = [
        *(parsed.conflict for parsed in parsed_answers if parsed.conflict),
        *(NONE_BESIDE.format(id) for id in chosen if answers[id] != chosen[id]),
        *_metadata_conflicts(codes, response),
    ]
    level = max((level for level in Level if level.id in levels), default=None)
    return ImportedResponse(
        answers, level, sections, _authored(response), tuple(dict.fromkeys(conflicts))
    )


def _group_by_link_id(answers: Iterable[ParsedAnswer]) -> dict[str, frozenset[str]]:
    chosen: dict[str, frozenset[str]] = {}
    for answer in answers:
        if answer.id:
            chosen[answer.link_id] = chosen.get(answer.link_id, frozenset()) | {answer.id}
    return chosen


def _require_response(resource: object) -> Mapping[str, object]:
    """Return the resource if it is a usable response to our questions; else raise."""
    if not isinstance(resource, dict) or resource.get("resourceType") != "QuestionnaireResponse":
        raise InvalidResponse("expected a FHIR QuestionnaireResponse")
    canonical = resource.get("questionnaire")
    if not isinstance(canonical, str) or not canonical.partition("|")[0].endswith(
        f"/fhir/Questionnaire/{RESOURCE_ID}"
    ):
        raise InvalidResponse(f"a response to other questions: {canonical or 'it names none'!r}")
    if _status(resource) == "entered-in-error":
        raise InvalidResponse("its status is entered-in-error")
    if elements := CHANGES_MEANING & set(_all_keys(resource)):
        raise InvalidResponse(f"{min(elements)} may change what it means; that cannot be read here")
    return resource


def _status(resource: Mapping[str, object]) -> str:
    return str(resource.get("status")).strip().casefold()


def _authored(resource: Mapping[str, object]) -> str:
    """Return the time of the answers (ISO 8601), empty if it is missing or invalid."""
    try:
        return datetime.fromisoformat(str(resource.get("authored"))).isoformat()
    except ValueError:
        return ""


def _all_keys(value: Any) -> Iterator[str]:
    """Yield every key in nested objects and lists."""
    for child in value.values() if isinstance(value, dict) else value:
        if isinstance(child, dict | list):
            yield from _all_keys(child)
    if isinstance(value, dict):
        yield from value


def _metadata_conflicts(codes: FhirCodes, resource: Mapping[str, object]) -> Iterator[str]:
    """Yield a message if the version, the status or the time of a response does not fit."""
    version = str(resource.get("questionnaire")).partition("|")[2] or "an unnamed version"
    if version != codes.version:
        yield f"answered with questions {version!r}, judged with {codes.version}"
    if _status(resource) != "completed":
        yield f"its status is {_status(resource)!r}, not completed"
    if not _authored(resource):
        yield "it does not say when it was answered"


def _find_answers(items: object) -> Iterator[tuple[str, Mapping[str, object] | None]]:
    """Yield the link id and the answer of each item at any depth; None for an item without one.

    An item without a link id also yields an empty answer, so that it is reported as a conflict.
    """
    for item in _as_objects(items):
        raw_id = item.get("linkId")
        link_id = raw_id if isinstance(raw_id, str) else ""
        if not link_id:
            yield link_id, {}
        answers = _as_objects(item.get("answer"))
        if link_id and not answers and not item.get("item"):
            yield link_id, None
        for answer in answers:
            yield link_id, answer
            yield from _find_answers(answer.get("item"))
        yield from _find_answers(item.get("item"))


def _as_objects(value: object) -> list[Mapping[str, object]]:
    """Return a value as a list of objects. An item that is not an object becomes an empty one."""
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    return [item if isinstance(item, dict) else {} for item in items]


def _contradicted(pack: Pack, chosen: Answers, id: str) -> frozenset[str]:
    """Return the exclusive options of a question ("none") if it also has another answer."""
    if id not in pack.questions:
        return frozenset()
    exclusive = pack.questions[id].exclusive_options
    has_others = chosen[id] - exclusive or (id == MEDICINES and MEDICINE in chosen)
    return exclusive if has_others else frozenset()
