"""The commands `content …`: check it, prove it, compare it, show it."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from babel.messages.catalog import Catalog

from app.config import questions_folder
from app.content.load.languages import load_languages
from app.content.load.pack import load_pack
from app.content.load.reader import PackReader
from app.content.load.translation import translate_pack
from app.content.problems import ContentError, Problem
from app.content.reports.catalog import HEADER, read_catalog, translation_problems, updated_catalog
from app.content.reports.diff import changed_results, changed_texts
from app.content.reports.document import as_markdown, as_mermaid
from app.content.reports.reading_level import TARGET_GRADE, reading_eases, reading_grades
from app.content.reports.review_dates import overdue
from app.core.language import Language
from app.core.model import Pack
from app.core.proof import prove

QUESTIONS = click.option(
    "--questions",
    type=click.Path(path_type=Path, exists=True),
    default=questions_folder,
    help="The folder with the content.",
)


@click.group()
def content() -> None:
    """Check and show the content."""


@content.command("check")
@QUESTIONS
@click.option("--on", help="List what is overdue for review on this day, YYYY-MM-DD.")
def content_check(questions: Path, on: str | None) -> None:
    """Check every file of the content, in every language; exit 1 with all faults if any."""
    pack = load_pack(questions)
    for name, count in counts(pack).items():
        click.echo(f"{count:5}  {name}")
    click.echo(f"version {pack.version}, fingerprint {pack.digest}")
    report_reading(pack)
    if on:
        for line in overdue(pack, on):
            click.echo(line)
    for language in load_languages(questions).values():
        report_language(language, pack, questions)


def report_reading(pack: Pack) -> None:
    """Print how hard the article is to read.

    :raise ContentError: a section or a paragraph is over its limit.
    """
    try:
        measured = list(reading_grades(pack))
    except ImportError:
        click.echo("reading level not measured: textstat is not installed")
        return
    sections = [grade.grade for grade in measured if not grade.where]
    over = sum(grade > TARGET_GRADE for grade in sections)
    click.echo(f"reading grade {max(sections):.1f} at most; {over} sections over {TARGET_GRADE:g}")
    faults = [Problem(grade.file, grade.where, str(grade)) for grade in measured if grade.too_hard]
    if faults:
        raise ContentError(faults)


@content.command("prove")
@QUESTIONS
def content_prove(questions: Path) -> None:
    """Walk every small combination of answers; exit 1 with the smallest breach of promise 1."""
    began = time.monotonic()
    proof = prove(load_pack(questions))
    took = time.monotonic() - began
    click.echo(f"{proof.visits} visits of up to {proof.size} answers, {took:.0f} s")
    if proof.breaches:
        raise click.ClickException(proof.breaches[0])


@content.command("diff")
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@QUESTIONS
def content_diff(old: Path, questions: Path) -> None:
    """Show whom a change affects: the answers whose result differs from OLD, then the words."""
    before, after = load_pack(old), load_pack(questions)
    rows = [change.cells for change in changed_results(before, after)]
    if rows:
        click.echo("| answers | level | first call | sections |\n|---|---|---|---|")
    for row in rows:
        click.echo(f"| {' | '.join(row)} |")
    for place, was, is_now in changed_texts(before, after):
        click.echo(f"\n{place}\n- {was}\n+ {is_now}")
    if not rows:
        click.echo("No answers lead to another result.")


@content.command("show")
@QUESTIONS
def content_show(questions: Path) -> None:
    """Print everything as one Markdown document, to review on paper."""
    click.echo(as_markdown(load_pack(questions)), nl=False)


@content.command("graph")
@QUESTIONS
def content_graph(questions: Path) -> None:
    """Print the flow and the rules as Mermaid text."""
    click.echo(as_mermaid(load_pack(questions)), nl=False)


@content.group()
def translate() -> None:
    """Keep the words of other languages."""


@translate.command("extract")
@QUESTIONS
def translate_extract(questions: Path) -> None:
    """Print everything to translate as a template, to begin a new language with."""
    empty = Catalog(**HEADER, fuzzy=False)
    click.echo(updated_catalog(empty, load_pack(questions), files_of(questions)).decode(), nl=False)


@translate.command("update")
@click.argument("language")
@QUESTIONS
def translate_update(language: str, questions: Path) -> None:
    """Add what is new to a language's catalogue, and take out what is gone."""
    path = questions / "locale" / f"{language}.po"
    path.write_bytes(updated_catalog(read_catalog(path), load_pack(questions), files_of(questions)))


@translate.command("check")
@click.argument("language")
@QUESTIONS
def translate_check(language: str, questions: Path) -> None:
    """Exit 1 unless all is translated, says the same, and is easy enough to read."""
    languages = load_languages(questions)
    if language not in languages:
        raise click.ClickException(f"no locale/{language}.toml")
    report_language(languages[language], load_pack(questions), questions)


def report_language(language: Language, pack: Pack, questions: Path) -> None:
    """Print how far a language is, and each text to translate or to mend.

    :raise ClickException: there is one. Pages show the English where words are missing.
    """
    click.echo(f"{language.id}: {len(language.texts)} texts by {language.translator}")
    found = [
        *translation_problems(language, pack, files_of(questions)),
        *report_ease(pack, language),
    ]
    for fault in found:
        click.echo(str(fault))
    if found:
        raise click.ClickException(f"{len(found)} to translate or to mend in {language.id}")


def files_of(questions: Path) -> Mapping[str, str]:
    """The file of every entry of the content, for whoever looks one up."""
    return PackReader(questions).read().files


def report_ease(pack: Pack, language: Language) -> Iterator[Problem]:
    """Print how easily a language is to be read; yields what is under its limit."""
    if language.reading is None:
        return
    there = translate_pack(pack, lambda text: language.texts.get(text, text))
    try:
        measured = list(reading_eases(there, language))
    except ImportError:
        click.echo("reading ease not measured: textstat is not installed")
        return
    sections = [one.ease for one in measured if not one.where]
    under = sum(ease < language.reading.target for ease in sections)
    click.echo(f"reading ease {min(sections):.0f} at least; {under} sections under the target")
    for one in measured:
        if one.ease < language.reading.limit:
            message = f"reading ease {one.ease:.0f}, limit {language.reading.limit}"
            yield Problem(
                f"article/{one.section}.md", f"{language.id} {one.where}".strip(), message
            )


def counts(pack: Pack) -> Counter[str]:
    """How many things of each kind a pack holds."""
    return Counter(
        {
            "questions": len(pack.questions),
            "options": sum(len(question.option) for question in pack.questions.values()),
            "rules": len(pack.rules),
            "sections": len(pack.sections),
            "claims": len(pack.claims),
            "claims of the source article": len(pack.source_claims),
            "sources": len(pack.sources),
            "regions": len(pack.regions),
            "journeys": len(pack.journeys),
            "medicines": len(pack.medicines),
            "names of medicines": sum(len(medicine.terms) for medicine in pack.medicines.values()),
        }
    )
