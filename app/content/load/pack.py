"""Loads a pack: reads the files, checks them, builds the `Pack` and tests it on the journeys."""

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from app.content.checks.citations import check_citations
from app.content.checks.pack import check_draft
from app.content.checks.wording import check_wording
from app.content.load.draft import Draft, Manifest
from app.content.load.medicine_answers import ambiguous_medicines
from app.content.load.reader import PackReader
from app.content.problems import ContentError, Problem
from app.core.model import MEDICINE, MEDICINES, Journey, Pack
from app.core.rule import Answers
from app.core.screening import assess

CONTENT = (".toml", ".md", ".tsv", ".txt")
"""Suffixes of the content files, without the translation catalogs."""


def load_pack(folder: Path) -> Pack:
    """Return the content of a folder, fully checked.

    :raise ContentError: when there is any problem; it holds all that were found. Journeys are
        tested only when there is no other problem.
    """
    reader = PackReader(folder)
    draft = reader.read()
    problems = [
        *reader.problems,
        *check_draft(draft),
        *check_citations(draft),
        *check_wording(draft),
    ]
    if problems:
        raise ContentError(list(dict.fromkeys(problems)))
    pack = build(draft, digest(folder))
    if problems := list(check_journeys(pack)):
        raise ContentError(problems)
    return pack


def digest(folder: Path) -> str:
    """Return a fingerprint of all content and catalogs: 12 hex digits of a SHA-256."""
    fingerprint = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (*CONTENT, ".po")):
        fingerprint.update(path.relative_to(folder).as_posix().encode())
        fingerprint.update(path.read_bytes())
    return fingerprint.hexdigest()[:12]


def build(draft: Draft, digest: str) -> Pack:
    """Return the pack of a draft without problems; `digest` is its fingerprint."""
    return _pack_of(draft.manifest)(
        digest=digest,
        questions={entry.value.id: entry.value for entry in draft.questions},
        rules=tuple(entry.value for entry in draft.rules),
        instructions=tuple(entry.value for entry in draft.instructions),
        sections={entry.value.id: entry.value for entry in draft.sections},
        claims={entry.value.id: entry.value for entry in draft.claims},
        source_claims=tuple(entry.value for entry in draft.source_claims),
        sources={entry.value.id: entry.value for entry in draft.sources},
        regions={entry.value.id: entry.value for entry in draft.regions},
        medicines=draft.medicines,
        ambiguous=ambiguous_medicines(draft.medicine_categories, draft.medicines),
        name_rules=draft.medicine_categories.reading,
        journeys=tuple(entry.value for entry in draft.journeys),
        statements=draft.statements,
    )


def _pack_of(manifest: Manifest) -> Callable[..., Pack]:
    """Return what makes a pack of everything else: the manifest's own part is done."""
    return partial(
        Pack,
        title=manifest.title,
        version=manifest.version,
        levels=manifest.by_level(manifest.levels),
        meanings=manifest.by_level(manifest.meanings),
        certainty=manifest.certainty,
        contacts=manifest.contacts,
        names=manifest.wording.names,
        parts=manifest.part,
        actions=manifest.actions,
    )


def complete_answers(pack: Pack, journey: Journey) -> Answers:
    """Return a journey's answers, with "none" for every question that it leaves out."""
    defaults = {id: question.exclusive_options for id, question in pack.questions.items()}
    if MEDICINE in journey.answers:  # a medicine by name already answers the question
        defaults.pop(MEDICINES)
    return defaults | dict(journey.answers)


def check_journeys(pack: Pack) -> Iterator[Problem]:
    """Yield a problem for each journey with another level or other sections than expected.

    A journey need not list the sections for everyone that come last in its result.
    """
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
