"""What one answer of a response may mean. Whatever is not clear is told, and counts as not sure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.medicines.index import MedicineIndex
from app.core.medicines.tokenizer import find_medicines
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME
from app.exchange.codes import RESOURCE_ID, FhirCodes

UNSURE = "unsure"
"""What an answer counts as that nobody here knows; every question has it (spec section 3)."""

Answer = Mapping[str, object]


@dataclass(frozen=True)
class ParsedAnswer:
    """What was understood: an option under a link id, or none; and what does not fit."""

    link_id: str
    id: str = ""
    conflict: str = ""


@dataclass(frozen=True)
class RawAnswer:
    """What stands in an answer, whatever form its program gave it."""

    code: str
    system: str
    words: str
    alone: bool

    @property
    def quoted(self) -> str:
        """For a message; as Python writes it, so that no foreign text can forge a line."""
        return repr(" ".join(filter(None, (self.code, self.words))) or "nothing")


def parse_answer(
    codes: FhirCodes, index: MedicineIndex, link_id: str, answer: Answer | None
) -> Iterator[ParsedAnswer]:
    """Yield what an answer (None if the item has none) may mean, at its gravest.

    A code names its own question, so it counts under any item, unless it is a "none". Sections and
    levels are the file's own word for what it found.
    """
    raw = _raw_answer(answer or {})
    found = _find_option(codes, link_id, raw) if raw.code or link_id in codes.texts else None
    if answer is None:
        yield ParsedAnswer(link_id, conflict=f"{link_id!r} stands there without an answer")
    elif found and not _is_exclusive(codes, *found):
        moved = f"{raw.quoted} stands under {link_id!r}" if found[0] != link_id else ""
        yield ParsedAnswer(*found, moved)
    elif found and found[0] == link_id and _is_plain(codes, link_id, found[1], raw):
        yield ParsedAnswer(*found)
    elif link_id == MEDICINE:
        yield from _medicine_names(codes, index, answer, raw)
    else:
        yield _not_understood(codes, link_id, raw)


def _not_understood(codes: FhirCodes, link_id: str, raw: RawAnswer) -> ParsedAnswer:
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
        *(str(one[key]) for one in tables for key in ("display", "text") if key in one),
    ]
    return RawAnswer(
        code=str(coding.get("code") or "").strip(),
        system=str(coding.get("system") or ""),
        words="; ".join(words).strip(),
        alone=len(values) == 1,
    )


def _find_option(codes: FhirCodes, link_id: str, raw: RawAnswer) -> tuple[str, str] | None:
    """The option that a code names, with its question's name or without; else its words do."""
    code = raw.code.casefold()
    if found := codes.option_by_code.get(code) or codes.option_by_code.get(f"{link_id}.{code}"):
        return found
    words = raw.words.casefold()
    shown = [(id, text) for id, text in codes.choices.get(link_id, {}).items()]
    if link_id in codes.pack.questions:
        shown += [(one.id, one.label) for one in codes.pack.questions[link_id].option]
    return next(((link_id, id) for id, text in shown if text.casefold() == words), None)


def _is_exclusive(codes: FhirCodes, link_id: str, id: str) -> bool:
    question = codes.pack.questions.get(link_id)
    return question is not None and id in question.exclusive_options


def _is_plain(codes: FhirCodes, link_id: str, id: str, raw: RawAnswer) -> bool:
    """Whether "none" is all that is said, in our words if in any, and by our codes."""
    ours = not raw.system or raw.system.endswith(f"/fhir/CodeSystem/{RESOURCE_ID}")
    return ours and raw.alone and raw.words in ("", codes.choices[link_id][id])


def _medicine_names(
    codes: FhirCodes, index: MedicineIndex, answer: Answer, raw: RawAnswer
) -> Iterator[ParsedAnswer]:
    """A medicine of the table, or a name that somebody typed elsewhere.

    Of a name that may be several, all count, and the name as one that is not known.
    """
    as_text = isinstance(answer.get("valueString"), str) and bool(raw.words)
    if as_text and raw.alone and raw.words in codes.pack.medicines:
        yield ParsedAnswer(MEDICINE, raw.words)
        return
    if not as_text:
        conflict = f"{MEDICINE}: {raw.quoted} is no name as text, and counts as a name not known"
        yield ParsedAnswer(MEDICINES, UNKNOWN_NAME, conflict)
    for found in find_medicines(index, raw.words):
        if found.match:
            yield ParsedAnswer(MEDICINE, found.match.medicine.id)
            continue
        asked = [term.medicine.id for term in found.candidates]
        yield from (ParsedAnswer(MEDICINE, id) for id in asked)
        what = f"may be {' or '.join(asked)}: all count" if asked else "is not known"
        conflict = f"{MEDICINE}: {found.input!r} {what}, and it counts as a name not known"
        yield ParsedAnswer(MEDICINES, UNKNOWN_NAME, conflict)
