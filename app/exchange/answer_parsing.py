"""What one answer of a response may mean. Whatever is not clear is told, and counts as not sure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.medicines.index import MedicineIndex
from app.core.medicines.tokenizer import find_medicines
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME
from app.exchange.codes import NAME, Codes

UNSURE = "unsure"
"""What an answer counts as that nobody here knows; every question has it (spec section 3)."""

Answer = Mapping[str, object]


@dataclass(frozen=True)
class Told:
    """What was understood: an option under a link id, or none; and what does not fit."""

    link_id: str
    id: str = ""
    conflict: str = ""


@dataclass(frozen=True)
class Said:
    """What stands in an answer, whatever form its program gave it."""

    code: str
    system: str
    words: str
    alone: bool

    @property
    def quoted(self) -> str:
        """For a message; as Python writes it, so that no foreign text can forge a line."""
        return repr(" ".join(filter(None, (self.code, self.words))) or "nothing")


def understood(
    codes: Codes, index: MedicineIndex, link_id: str, answer: Answer | None
) -> Iterator[Told]:
    """What an answer is understood as, as grave as it may be meant; None where there is none.

    A code says itself to what it answers: it counts wherever it stands, unless nothing follows from
    it. Sections and levels are taken as the file's own word for what it found.
    """
    if answer is None:
        yield Told(link_id, conflict=f"{link_id!r} stands there without an answer")
        return
    said = _said(answer)
    link_known = link_id in codes.texts
    found = _found(codes, link_id, said) if said.code or link_known else None
    if found and not _is_quiet(codes, *found):
        yield Told(*found, "" if found[0] == link_id else f"{said.quoted} stands under {link_id!r}")
    elif found and found[0] == link_id and _is_plain(codes, link_id, found[1], said):
        yield Told(*found)
    elif link_id == MEDICINE:
        yield from _named(codes, index, answer, said)
    elif link_id in codes.pack.questions:
        yield Told(link_id, UNSURE, f"{link_id}: {said.quoted} is unknown, and counts as not sure")
    else:
        yield Told(link_id, conflict=f"{link_id!r}: {said.quoted} is nothing that is known here")


def _said(answer: Answer) -> Said:
    values = {key: value for key, value in answer.items() if key.lstrip("_").startswith("value")}
    coding = values.get("valueCoding")
    tables = [value for value in values.values() if isinstance(value, dict)]
    texts = [value for value in values.values() if isinstance(value, str)]
    coding = coding if isinstance(coding, dict) else {}
    words = [
        *texts,
        *(str(one[key]) for one in tables for key in ("display", "text") if key in one),
    ]
    return Said(
        code=str(coding.get("code") or "").strip(),
        system=str(coding.get("system") or ""),
        words="; ".join(words).strip(),
        alone=len(values) == 1,
    )


def _found(codes: Codes, link_id: str, said: Said) -> tuple[str, str] | None:
    """The option that a code names, with its question's name or without; else its words do."""
    code = said.code.casefold()
    if found := codes.known.get(code) or codes.known.get(f"{link_id}.{code}"):
        return found
    words = said.words.casefold()
    shown = [(id, text) for id, text in codes.choices.get(link_id, {}).items()]
    if link_id in codes.pack.questions:
        shown += [(one.id, one.label) for one in codes.pack.questions[link_id].option]
    return next(((link_id, id) for id, text in shown if text.casefold() == words), None)


def _is_quiet(codes: Codes, link_id: str, id: str) -> bool:
    question = codes.pack.questions.get(link_id)
    return question is not None and id in question.exclusive_options


def _is_plain(codes: Codes, link_id: str, id: str, said: Said) -> bool:
    """Whether "none" is all that is said, in our words if in any, and by our codes."""
    ours = not said.system or said.system.endswith(f"/fhir/CodeSystem/{NAME}")
    return ours and said.alone and said.words in ("", codes.choices[link_id][id])


def _named(codes: Codes, index: MedicineIndex, answer: Answer, said: Said) -> Iterator[Told]:
    """A medicine of the table, or a name that somebody typed elsewhere.

    Of a name that may be several, all count, and the name as one that is not known.
    """
    as_text = isinstance(answer.get("valueString"), str) and bool(said.words)
    if as_text and said.alone and said.words in codes.pack.medicines:
        yield Told(MEDICINE, said.words)
        return
    if not as_text:
        conflict = f"{MEDICINE}: {said.quoted} is no name as text, and counts as a name not known"
        yield Told(MEDICINES, UNKNOWN_NAME, conflict)
    for found in find_medicines(index, said.words):
        if found.match:
            yield Told(MEDICINE, found.match.medicine.id)
            continue
        asked = [term.medicine.id for term in found.candidates]
        yield from (Told(MEDICINE, id) for id in asked)
        what = f"may be {' or '.join(asked)}: all count" if asked else "is not known"
        conflict = f"{MEDICINE}: {found.input!r} {what}, and it counts as a name not known"
        yield Told(MEDICINES, UNKNOWN_NAME, conflict)
