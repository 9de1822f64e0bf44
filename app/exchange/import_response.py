"""A QuestionnaireResponse read back, as it may come out of anybody's program, and judged anew.

Renderers drop marks, let "none" stand beside other answers, and know older content. Whatever does
not fit is told, and never makes a result milder.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.journey import Incomplete, known_answers, with_medicine_categories
from app.core.medicines.index import MedicineIndex
from app.core.model import MEDICINE, MEDICINES, Pack
from app.core.rule import Answers, Level
from app.core.screening import assess
from app.exchange.answer_parsing import ParsedAnswer, parse_answer
from app.exchange.codes import LEVEL, RESOURCE_ID, SECTION, FhirCodes

NONE_BESIDE = "{}: “none” stands beside other answers, and does not count"

CHANGES_MEANING = {"modifierExtension", "implicitRules"}
"""What may turn an answer into its opposite, and must not be passed over (FHIR R4, 2.4.2)."""


class InvalidResponse(ValueError):
    """Raised when a file leads to no result; the message says why."""


@dataclass(frozen=True)
class ImportedResponse:
    """What a file says, and what does not fit: its answers, and the level and sections it names."""

    answers: Answers
    level: Level | None
    sections: frozenset[str]
    authored: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True)
class AssessedResponse:
    """What a file leads to here: no level below and no section less than it names itself."""

    answers: Answers
    level: Level
    sections: tuple[str, ...]
    authored: str
    conflicts: tuple[str, ...]


def assess_response(pack: Pack, index: MedicineIndex, resource: object) -> AssessedResponse:
    """The result of a response with this content.

    :param resource: parsed JSON.
    :raise Unreadable: it is no response to our questions, or answers are missing.
    """
    found = parse_response(pack, index, resource)
    given = known_answers(pack, found.answers)
    missing = [id for id in pack.questions if id not in with_medicine_categories(pack, given)]
    still_open = f"not answered: {', '.join(missing)}"
    own = f"; the file itself names {found.level.id}" if found.level else ""
    try:
        result = assess(pack, given)
    except Incomplete:
        raise InvalidResponse(still_open + own) from None
    shown = [section.id for section in result.sections]
    more = sorted(found.sections - set(shown))
    level = max(result.level, found.level or result.level)
    conflicts = [*found.conflicts, *([still_open] if missing else [])]
    conflicts += [
        f"the file names the section {id}; these answers do not lead to it" for id in more
    ]
    if level is not result.level:
        conflicts.append(f"the file names {level.id}; these answers lead to {result.level.id}")
    return AssessedResponse(given, level, (*shown, *more), found.authored, tuple(conflicts))


def parse_response(pack: Pack, index: MedicineIndex, resource: object) -> ImportedResponse:
    """The answers of a response, each as grave as it may be meant.

    :param resource: parsed JSON.
    :raise Unreadable: it is no response to our questions, or something in it changes its meaning.
    """
    ours, codes = _ours(resource), FhirCodes(pack, "")
    told = [
        one
        for link_id, answer in _answers(ours.get("item"))
        for one in parse_answer(codes, index, link_id, answer)
    ]
    chosen = _together(told)
    levels, sections = chosen.pop(LEVEL, frozenset()), chosen.pop(SECTION, frozenset())
    answers = {id: ids - _clashing(pack, chosen, id) for id, ids in chosen.items()}
    conflicts = [
        *(one.conflict for one in told if one.conflict),
        *(NONE_BESIDE.format(id) for id in chosen if answers[id] != chosen[id]),
        *_about(codes, ours),
    ]
    level = max((level for level in Level if level.id in levels), default=None)
    return ImportedResponse(
        answers, level, sections, _authored(ours), tuple(dict.fromkeys(conflicts))
    )


def _together(told: Iterable[ParsedAnswer]) -> dict[str, frozenset[str]]:
    chosen: dict[str, frozenset[str]] = {}
    for one in told:
        if one.id:
            chosen[one.link_id] = chosen.get(one.link_id, frozenset()) | {one.id}
    return chosen


def _ours(resource: object) -> Mapping[str, object]:
    if not isinstance(resource, dict) or resource.get("resourceType") != "QuestionnaireResponse":
        raise InvalidResponse("expected a FHIR QuestionnaireResponse")
    canonical = resource.get("questionnaire")
    if not isinstance(canonical, str) or not canonical.partition("|")[0].endswith(
        f"/fhir/Questionnaire/{RESOURCE_ID}"
    ):
        raise InvalidResponse(f"a response to other questions: {canonical or 'it names none'!r}")
    if _status(resource) == "entered-in-error":
        raise InvalidResponse("its status is entered-in-error")
    if changed := CHANGES_MEANING & set(_keys(resource)):
        raise InvalidResponse(f"{min(changed)} may change what it means; that cannot be read here")
    return resource


def _status(resource: Mapping[str, object]) -> str:
    return str(resource.get("status")).strip().casefold()


def _authored(resource: Mapping[str, object]) -> str:
    try:
        return datetime.fromisoformat(str(resource.get("authored"))).isoformat()
    except ValueError:
        return ""


def _keys(value: Any) -> Iterator[str]:
    """Every key, however deep."""
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from _keys(inner)
    if isinstance(value, dict):
        yield from value


def _about(codes: FhirCodes, resource: Mapping[str, object]) -> Iterator[str]:
    version = str(resource.get("questionnaire")).partition("|")[2] or "an unnamed version"
    if version != codes.version:
        yield f"answered with questions {version!r}, judged with {codes.version}"
    if _status(resource) != "completed":
        yield f"its status is {_status(resource)!r}, not completed"
    if not _authored(resource):
        yield "it does not say when it was answered"


def _answers(items: object) -> Iterator[tuple[str, Mapping[str, object] | None]]:
    """Every answer with the link id of its item, however deep it stands; None where it has none."""
    for item in _listed(items):
        link_id = item.get("linkId")
        named = link_id if isinstance(link_id, str) else ""
        if not named:
            yield named, {}
        answers = _listed(item.get("answer"))
        if named and not answers and not item.get("item"):
            yield named, None
        for answer in answers:
            yield named, answer
            yield from _answers(answer.get("item"))
        yield from _answers(item.get("item"))


def _listed(value: object) -> list[Mapping[str, object]]:
    """A list of objects, also where one stands alone; what is no object is an empty one."""
    if value is None:
        return []
    listed = value if isinstance(value, list) else [value]
    return [one if isinstance(one, dict) else {} for one in listed]


def _clashing(pack: Pack, chosen: Answers, id: str) -> frozenset[str]:
    """The answers to a question that stand alone, where something else was told there too."""
    if id not in pack.questions:
        return frozenset()
    quiet = pack.questions[id].exclusive_options
    more = chosen[id] - quiet or (id == MEDICINES and MEDICINE in chosen)
    return quiet if more else frozenset()
