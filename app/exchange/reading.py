"""A QuestionnaireResponse read back, as it may come out of anybody's program.

Renderers drop marks, let "none" stand beside other answers, and know older content. Whatever does
not fit is told, and never makes a result milder.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.core.lines import find
from app.core.medicines import Index
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Answers, Level, Pack
from app.exchange.codes import LEVEL, NAME, SECTION, Codes

UNSURE = "unsure"
"""What an answer counts as that nobody here knows; every question has it (spec section 3)."""

NONE_BESIDE = "{}: “none” stands beside other answers, and does not count"


class NotOurs(ValueError):
    """Raised when a file is no response to our questions; the message says why."""


@dataclass(frozen=True)
class Reading:
    """What a file says: the answers, the level that it names itself, and what does not fit."""

    answers: Answers
    level: Level | None
    conflicts: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """One answer as it is understood; with no id where it is none, and with what does not fit."""

    link_id: str
    id: str = ""
    conflict: str = ""


def read(pack: Pack, index: Index, resource: object) -> Reading:
    """The answers of a response, each as grave as it may be meant.

    :param resource: parsed JSON.
    :raise NotOurs: it is no response to our questions, or is marked as an error.
    """
    ours, codes = _ours(resource), Codes(pack, "")
    told = [
        one
        for link_id, answer in _answers(ours.get("item"))
        for one in _understood(codes, index, link_id, answer)
    ]
    chosen = _together(told)
    levels = chosen.pop(LEVEL, frozenset())
    answers = {id: ids - _clashing(pack, chosen, id) for id, ids in chosen.items()}
    conflicts = [
        *_about(codes, ours),
        *(one.conflict for one in told if one.conflict),
        *(NONE_BESIDE.format(id) for id in chosen if answers[id] != chosen[id]),
    ]
    return Reading(answers, _gravest(levels), tuple(dict.fromkeys(conflicts)))


def _together(told: Iterable[Told]) -> dict[str, frozenset[str]]:
    chosen: dict[str, frozenset[str]] = {}
    for one in told:
        if one.id:
            chosen[one.link_id] = chosen.get(one.link_id, frozenset()) | {one.id}
    return chosen


def _gravest(levels: frozenset[str]) -> Level | None:
    return max((level for level in Level if level.id in levels), default=None)


def _ours(resource: object) -> Mapping[str, object]:
    if not isinstance(resource, dict) or resource.get("resourceType") != "QuestionnaireResponse":
        raise NotOurs("expected a FHIR QuestionnaireResponse")
    canonical = str(resource.get("questionnaire") or "")
    if not canonical.partition("|")[0].endswith(f"/fhir/Questionnaire/{NAME}"):
        raise NotOurs(f"a response to other questions: {canonical or 'it names none'}")
    if resource.get("status") == "entered-in-error":
        raise NotOurs("its status is entered-in-error")
    return resource


def _about(codes: Codes, resource: Mapping[str, object]) -> Iterator[str]:
    version = str(resource.get("questionnaire")).partition("|")[2] or "an unnamed version"
    if version != codes.version:
        yield f"answered with content {version}, judged with {codes.version}"
    if resource.get("status") != "completed":
        yield f"its status is {resource.get('status')}, not completed"


def _answers(items: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every answer with the link id of its item, however deep it stands."""
    for item in _tables(items):
        for answer in _tables(item.get("answer")):
            yield str(item.get("linkId")), answer
            yield from _answers(answer.get("item"))
        yield from _answers(item.get("item"))


def _tables(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _understood(
    codes: Codes, index: Index, link_id: str, answer: Mapping[str, object]
) -> Iterator[Told]:
    """What an answer is understood as. What the sections were follows from the answers anew."""
    if link_id == MEDICINE:
        yield from _named(codes.pack, index, str(answer.get("valueString") or "").strip())
    elif link_id in codes.pack.questions or link_id == LEVEL:
        yield _ticked(codes, link_id, answer)
    elif link_id != SECTION:
        yield Told(link_id, conflict=f"{link_id}: not asked by this check")


def _ticked(codes: Codes, link_id: str, answer: Mapping[str, object]) -> Told:
    coding = answer.get("valueCoding")
    code = str(coding.get("code")) if isinstance(coding, dict) else "an answer without a code"
    start, id = f"{link_id}.", code.removeprefix(f"{link_id}.")
    if code.startswith(start) and id in codes.choices[link_id]:
        return Told(link_id, id)
    if link_id == LEVEL:
        return Told(link_id, conflict=f"{link_id}: {code} is no level")
    return Told(link_id, UNSURE, f"{link_id}: {code} is unknown, and counts as not sure")


def _named(pack: Pack, index: Index, typed: str) -> Iterator[Told]:
    """A medicine of the table, or a name that somebody typed elsewhere."""
    if typed in pack.medicines:
        yield Told(MEDICINE, typed)
        return
    for found in find(index, typed):
        if found.term:
            yield Told(MEDICINE, found.term.medicine.id)
        else:
            what = " or ".join(term.medicine.id for term in found.candidates) or "not known"
            message = f"{MEDICINE}: “{found.input}” may be {what}, and counts as a name not known"
            yield Told(MEDICINES, UNKNOWN_NAME, message)


def _clashing(pack: Pack, chosen: Answers, id: str) -> frozenset[str]:
    """The answers to a question that stand alone, where something else was told there too."""
    if id not in pack.questions:
        return frozenset()
    quiet = pack.questions[id].quiet
    more = chosen[id] - quiet or (id == MEDICINES and MEDICINE in chosen)
    return quiet if more else frozenset()
