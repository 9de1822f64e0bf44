"""Parses one answer of a response. An unclear answer is a conflict, and counts as "not sure"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.medicines.index import MedicineIndex
from app.core.medicines.tokenizer import find_medicines
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME
from app.exchange.codes import RESOURCE_ID, FhirCodes

UNSURE = "unsure"
"""Id of the option for an answer that is not understood; every question has it (spec section 3)."""

Answer = Mapping[str, object]


@dataclass(frozen=True)
class ParsedAnswer:
    """One meaning of an answer: an option (`id`) of the item `link_id`; `id` is empty if none fits.

    `conflict` is a message about what does not fit, empty if everything does.
    """

    link_id: str
    id: str = ""
    conflict: str = ""


@dataclass(frozen=True)
class RawAnswer:
    """The content of an answer, in whatever form another program wrote it.

    `words` are all its texts, and `alone` is true if it has a single value.
    """

    code: str
    system: str
    words: str
    alone: bool

    @property
    def quoted(self) -> str:
        """The code and the words for a message, escaped so that they cannot forge another line."""
        return repr(" ".join(filter(None, (self.code, self.words))) or "nothing")


def parse_answer(
    codes: FhirCodes, index: MedicineIndex, link_id: str, answer: Answer | None
) -> Iterator[ParsedAnswer]:
    """Yield each meaning of an answer, always the most serious one possible.

    A code names its own question, so it counts under any item, except for an exclusive option
    ("none"). A level or a section is part of the result that the file itself states.

    :param link_id: the item with the answer.
    :param answer: the answer, or None if the item has none.
    """
    raw = _raw_answer(answer or {})
    option = _find_option(codes, link_id, raw) if raw.code or link_id in codes.texts else None
    if answer is None:
        yield ParsedAnswer(link_id, conflict=f"{link_id!r} stands there without an answer")
    elif option and not _is_exclusive(codes, *option):
        misplaced = f"{raw.quoted} stands under {link_id!r}" if option[0] != link_id else ""
        yield ParsedAnswer(*option, misplaced)
    elif option and option[0] == link_id and _is_unambiguous(codes, link_id, option[1], raw):
        yield ParsedAnswer(*option)
    elif link_id == MEDICINE:
        yield from _parse_medicines(codes, index, answer, raw)
    else:
        yield _unknown_answer(codes, link_id, raw)


def _unknown_answer(codes: FhirCodes, link_id: str, raw: RawAnswer) -> ParsedAnswer:
    if link_id in codes.pack.questions:
        conflict = f"{link_id}: {raw.quoted} is unknown, and counts as not sure"
        return ParsedAnswer(link_id, UNSURE, conflict)
    conflict = f"{link_id!r}: {raw.quoted} is nothing that is known here"
    return ParsedAnswer(link_id, conflict=conflict)


def _raw_answer(answer: Answer) -> RawAnswer:
    values = {key: value for key, value in answer.items() if key.lstrip("_").startswith("value")}
    coding = values.get("valueCoding")
    tables = [value for value in values.values() if isinstance(value, dict)]
    texts = [value for value in values.values() if isinstance(value, str)]
    coding = coding if isinstance(coding, dict) else {}
    words = [
        *texts,
        *(str(table[key]) for table in tables for key in ("display", "text") if key in table),
    ]
    return RawAnswer(
        code=str(coding.get("code") or "").strip(),
        system=str(coding.get("system") or ""),
        words="; ".join(words).strip(),
        alone=len(values) == 1,
    )


def _find_option(codes: FhirCodes, link_id: str, raw: RawAnswer) -> tuple[str, str] | None:
    """Return the link id and id of the option that an answer names, or None.

    Its code may include the link id or not. If there is no such code, its words decide.
    """
    code = raw.code.casefold()
    if match := codes.option_by_code.get(code) or codes.option_by_code.get(f"{link_id}.{code}"):
        return match
    words = raw.words.casefold()
    texts = [(id, text) for id, text in codes.choices.get(link_id, {}).items()]
    if link_id in codes.pack.questions:
        texts += [(option.id, option.label) for option in codes.pack.questions[link_id].option]
    return next(((link_id, id) for id, text in texts if text.casefold() == words), None)


def _is_exclusive(codes: FhirCodes, link_id: str, id: str) -> bool:
    question = codes.pack.questions.get(link_id)
    return question is not None and id in question.exclusive_options


def _is_unambiguous(codes: FhirCodes, link_id: str, id: str, raw: RawAnswer) -> bool:
    """True if an answer has one value only: our code, and the option's words if it has any."""
    our_system = not raw.system or raw.system.endswith(f"/fhir/CodeSystem/{RESOURCE_ID}")
    return our_system and raw.alone and raw.words in ("", codes.choices[link_id][id])


def _parse_medicines(
    codes: FhirCodes, index: MedicineIndex, answer: Answer, raw: RawAnswer
) -> Iterator[ParsedAnswer]:
    """Yield the medicines of the table that an answer names, as an id or as typed names.

    If a name is ambiguous, all candidates count, and it also counts as unknown.
    """
    is_text = isinstance(answer.get("valueString"), str) and bool(raw.words)
    if is_text and raw.alone and raw.words in codes.pack.medicines:
        yield ParsedAnswer(MEDICINE, raw.words)
        return
    if not is_text:
        conflict = f"{MEDICINE}: {raw.quoted} is no name as text, and counts as a name not known"
        yield ParsedAnswer(MEDICINES, UNKNOWN_NAME, conflict)
    for lookup in find_medicines(index, raw.words):
        if lookup.match:
            yield ParsedAnswer(MEDICINE, lookup.match.medicine.id)
            continue
        candidates = [name.medicine.id for name in lookup.candidates]
        yield from (ParsedAnswer(MEDICINE, id) for id in candidates)
        outcome = f"may be {' or '.join(candidates)}: all count" if candidates else "is not known"
        conflict = f"{MEDICINE}: {lookup.input!r} {outcome}, and it counts as a name not known"
        yield ParsedAnswer(MEDICINES, UNKNOWN_NAME, conflict)
