"""A pack in another language: the same ids and rules, other words.

What is translated is listed here, by the kind of thing. All else in a pack is an id, a number, an
address, the name of a medicine or the title of somebody's work, and stays as it is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.core.article import Certainty, Paragraph, Part, Section
from app.core.evidence import Claim, SourceClaim
from app.core.medicines.model import Medicine
from app.core.model import Option, Pack, Question
from app.core.region import HelpLine, Number, Region
from app.core.rule import Rule

TEXT_FIELDS: Mapping[type, tuple[str, ...]] = {
    Pack: ("title", "levels", "meanings"),
    Question: ("title", "text", "hint", "private"),
    Option: ("label", "hint", "group", "told"),
    Rule: ("reason",),
    Certainty: ("word", "means"),
    Part: ("title",),
    Section: ("title", "rests_on", "ask"),
    Paragraph: ("text",),
    Claim: ("text",),
    SourceClaim: ("claim", "answer"),
    Region: ("name", "note"),
    HelpLine: ("name", "hours", "languages", "note"),
    Number: ("say",),
    Medicine: ("words",),
}
"""The fields that a person reads as sentences or words of ours."""

CHILD_FIELDS: Mapping[type, tuple[str, ...]] = {
    Pack: (
        *(
            "questions",
            "rules",
            "parts",
            "sections",
            "claims",
            "source_claims",
            "regions",
            "medicines",
        ),
        "certainty",
    ),
    Question: ("option",),
    Section: ("body", "unknown", "more"),
    Region: ("line",),
    HelpLine: ("numbers",),
}
"""The fields in which more of these stand."""

NOTES: Mapping[tuple[type, str], str] = {
    (Option, "label"): "An answer beside a box; as wide as the English, never narrower",
    (Option, "told"): "How a result repeats the answer to the person who gave it",
    (Rule, "reason"): "Spoken to the person; every hedge counts",
    (Section, "ask"): "A question that the person can ask a clinician",
    (Section, "rests_on"): "What the certainty of a section rests on",
    (Paragraph, "text"): "Inline Markdown; **bold** as often as in the English",
    (Claim, "text"): "A note on evidence, for reviewers and curious readers",
    (SourceClaim, "claim"): "A claim of somebody else, in neutral words",
    (Number, "say"): "A button that dials",
    (Medicine, "words"): "What a medicine is for, behind its name in a list",
}
"""For whoever translates."""

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Message:
    """Words to translate, where in a pack they stand (`rules.long-qt.reason`), what they are."""

    place: str
    text: str
    note: str


def messages(pack: Pack) -> Iterator[Message]:
    """All words of a pack; the same words may stand in several places."""
    yield from _messages(pack, "")


def _messages(thing: Any, place: str) -> Iterator[Message]:
    kind = type(thing)
    for field in TEXT_FIELDS[kind]:
        for text in _each(getattr(thing, field)):
            if text:
                yield Message(place + field, text, NOTES.get((kind, field), ""))
    for field in CHILD_FIELDS.get(kind, ()):
        for number, inner in enumerate(_each(getattr(thing, field)), start=1):
            named = getattr(inner, "id", number)
            yield from _messages(inner, f"{place}{field}.{named}.")


def translate_pack(pack: Pack, translate: Translate, language: str = "") -> Pack:
    """The pack in other words; ids, rules and order are those of the pack.

    :param language: its tag, for the names of medicines: those stand in their table.
    """
    found: Pack = _translated(pack, translate)
    named = {
        id: replace(one, name=one.called.get(language, "")) for id, one in found.medicines.items()
    }
    return replace(found, medicines=named)


def _translated(thing: Any, translate: Translate) -> Any:
    kind = type(thing)

    def word(text: str) -> str:
        return translate(text) if text else text

    changes = {field: _mapped(getattr(thing, field), word) for field in TEXT_FIELDS[kind]}
    for field in CHILD_FIELDS.get(kind, ()):
        changes[field] = _mapped(getattr(thing, field), lambda inner: _translated(inner, translate))
    return replace(thing, **changes)


def _each(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, tuple):
        yield from value
    else:
        yield value


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, Mapping):
        return {key: change(inner) for key, inner in value.items()}
    return tuple(change(inner) for inner in value) if isinstance(value, tuple) else change(value)
