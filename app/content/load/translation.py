"""Translates a pack: ids and rules stay the same, and only the texts change.

`TEXT_FIELDS` and `CHILD_FIELDS` list what is translated, by type. Everything else in a pack is an
id, a number, a URL, the name of a medicine or the title of somebody's work, and stays as it is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.core.article import Certainty, Paragraph, Part, Section
from app.core.evidence import Claim, SourceClaim
from app.core.instruction import Instruction
from app.core.medicines.model import Medicine
from app.core.model import Option, Pack, Question
from app.core.region import HelpLine, Number, Place, Region
from app.core.rule import Rule

TEXT_FIELDS: Mapping[type, tuple[str, ...]] = {
    Pack: ("title", "levels", "meanings", "contacts"),
    Question: ("title", "text", "hint", "private"),
    Option: ("label", "hint", "group", "told"),
    Rule: ("reason", "short"),
    Instruction: ("text", "beside_hold"),
    Certainty: ("word", "means"),
    Part: ("title",),
    Section: ("title", "pill", "rests_on", "ask"),
    Paragraph: ("text",),
    Claim: ("text",),
    SourceClaim: ("claim", "answer"),
    Region: ("name", "note"),
    HelpLine: ("name", "answers", "hours", "languages", "price", "note"),
    Place: ("name", "text"),
    Number: ("say",),
    Medicine: ("words",),
}
"""The fields of each type with texts of ours that a person reads."""

CHILD_FIELDS: Mapping[type, tuple[str, ...]] = {
    Pack: (
        *(
            "questions",
            "rules",
            "instructions",
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
    Region: ("line", "place"),
    HelpLine: ("numbers",),
}
"""The fields of each type with further objects to translate."""

NOTES: Mapping[tuple[type, str], str] = {
    (Option, "label"): "An answer beside a box; as wide as the English, never narrower",
    (Option, "told"): "How a result repeats the answer to the person who gave it",
    (Rule, "reason"): "Spoken to the person; every hedge counts",
    (Instruction, "text"): "What to do until the person has talked to someone; every order counts",
    (Rule, "short"): "On the card of an answer: one or two short sentences; every hedge counts",
    (Section, "pill"): "On a small button: at most five words",
    (Section, "ask"): "A question that the person can ask a clinician",
    (Section, "rests_on"): "What the certainty of a section rests on",
    (Paragraph, "text"): "Inline Markdown; **bold** as often as in the English",
    (Claim, "text"): "A note on evidence, for reviewers and curious readers",
    (SourceClaim, "claim"): "A claim of somebody else, in neutral words",
    (Number, "say"): "A button that dials",
    (Medicine, "words"): "What a medicine is for, behind its name in a list",
}
"""Notes for translators, by type and field. The catalogs contain them as comments."""

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Message:
    """A text to translate, its path in a pack (`rules.long-qt.reason`), and a translator's note."""

    place: str
    text: str
    note: str


def messages(pack: Pack) -> Iterator[Message]:
    """Yield every text of a pack with its path; a text may occur under several paths."""
    yield from _node_messages(pack, "")


def _node_messages(node: Any, prefix: str) -> Iterator[Message]:
    node_type = type(node)
    for field in TEXT_FIELDS[node_type]:
        for text in _items(getattr(node, field)):
            if text:
                yield Message(prefix + field, text, NOTES.get((node_type, field), ""))
    for field in CHILD_FIELDS.get(node_type, ()):
        for number, child in enumerate(_items(getattr(node, field)), start=1):
            key = getattr(child, "id", number)
            yield from _node_messages(child, f"{prefix}{field}.{key}.")


def translate_pack(pack: Pack, translate: Translate, language: str = "") -> Pack:
    """Return the pack with translated texts; ids, rules and order stay the same.

    :param translate: returns the translation of a text.
    :param language: the tag that selects the medicines' names, which are in the medicine table.
    """
    translated: Pack = _translate_node(pack, translate)
    medicines = {
        id: replace(medicine, name=medicine.called.get(language, ""))
        for id, medicine in translated.medicines.items()
    }
    return replace(translated, medicines=medicines)


def _translate_node(node: Any, translate: Translate) -> Any:
    node_type = type(node)

    def translate_text(text: str) -> str:
        return translate(text) if text else text

    changes = {
        field: _map_items(getattr(node, field), translate_text) for field in TEXT_FIELDS[node_type]
    }
    for field in CHILD_FIELDS.get(node_type, ()):
        changes[field] = _map_items(
            getattr(node, field), lambda child: _translate_node(child, translate)
        )
    return replace(node, **changes)


def _items(value: Any) -> Iterator[Any]:
    """Yield the items of a mapping or tuple, or a single value itself."""
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, tuple):
        yield from value
    else:
        yield value


def _map_items(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value of the same shape, with every item changed."""
    if isinstance(value, Mapping):
        return {key: change(item) for key, item in value.items()}
    return tuple(change(item) for item in value) if isinstance(value, tuple) else change(value)
