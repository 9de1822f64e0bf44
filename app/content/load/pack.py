"""The one way from `questions/` to a Pack: read, check, build, and try the journeys."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from app.content.checks.citations import check_citations
from app.content.checks.pack import check_draft
from app.content.checks.wording import check_wording
from app.content.load.draft import Draft
from app.content.load.medicine_table import ambiguous_medicines, build_medicines
from app.content.load.reader import PackReader
from app.content.problems import ContentError, Problem
from app.core.model import MEDICINE, MEDICINES, Journey, Pack
from app.core.rule import Answers
from app.core.screening import assess

CONTENT = (".toml", ".md", ".tsv")
"""Endings of the files that hold content."""


def load_pack(folder: Path) -> Pack:
    """The content of a folder, checked as a whole.

    :raise ContentError: with every fault of every file.
    """
    reader = PackReader(folder)
    draft = reader.read()
    faults = [*reader.problems, *check_draft(draft), *check_citations(draft), *check_wording(draft)]
    if faults:
        raise ContentError(list(dict.fromkeys(faults)))
    pack = build(draft, digest(folder))
    if faults := list(check_journeys(pack)):
        raise ContentError(faults)
    return pack


def digest(folder: Path) -> str:
    """A fingerprint of every file of the content: twelve digits that differ when anything does."""
    found = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (*CONTENT, ".po")):
        found.update(path.relative_to(folder).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def build(draft: Draft, digest: str) -> Pack:
    """A Pack from a draft that has no faults."""
    known = build_medicines(draft.medicine_rows, draft.medicine_categories)
    return Pack(
        title=draft.manifest.title,
        version=draft.manifest.version,
        digest=digest,
        levels=draft.manifest.by_level(draft.manifest.levels),
        meanings=draft.manifest.by_level(draft.manifest.meanings),
        certainty=draft.manifest.certainty,
        names=draft.manifest.wording.names,
        questions={entry.value.id: entry.value for entry in draft.questions},
        rules=tuple(entry.value for entry in draft.rules),
        parts=draft.manifest.part,
        actions=draft.manifest.actions,
        sections={entry.value.id: entry.value for entry in draft.sections},
        claims={entry.value.id: entry.value for entry in draft.claims},
        source_claims=tuple(entry.value for entry in draft.source_claims),
        sources={entry.value.id: entry.value for entry in draft.sources},
        regions={entry.value.id: entry.value for entry in draft.regions},
        medicines=known,
        ambiguous=ambiguous_medicines(draft.medicine_categories, known),
        name_rules=draft.medicine_categories.reading,
        journeys=tuple(entry.value for entry in draft.journeys),
    )


def complete_answers(pack: Pack, journey: Journey) -> Answers:
    """A journey's answers, with `none` where it says nothing."""
    none = {id: question.exclusive_options for id, question in pack.questions.items()}
    if MEDICINE in journey.answers:
        none.pop(MEDICINES)
    return none | dict(journey.answers)


def check_journeys(pack: Pack) -> Iterator[Problem]:
    """What a clinician signed is what the rules say."""
    everyone = {id for rule in pack.rules if not rule.when for id in rule.sections}
    for journey in pack.journeys:
        result = assess(pack, complete_answers(pack, journey))
        shown = [section.id for section in result.sections]
        while shown and shown[-1] in everyone - set(journey.sections):
            shown.pop()
        if result.level is not journey.level:
            message = f"ends in '{result.level.id}', expected '{journey.level.id}'"
            yield Problem("journeys.toml", journey.name, message)
        if shown != list(journey.sections):
            message = f"shows {', '.join(shown)}; expected {', '.join(journey.sections)}"
            yield Problem("journeys.toml", journey.name, message)
