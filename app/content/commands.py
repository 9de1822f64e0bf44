"""The `content` commands: check, prove, compare, print and translate the content."""

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
from app.content.reports.contacts import contact_table, place_table, region_table
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
    """Check, compare, print and translate the content."""


@content.command("check")
@QUESTIONS
@click.option("--on", help="List what is overdue for review on this day, YYYY-MM-DD.")
def content_check(questions: Path, on: str | None) -> None:
    """Check the content in every language. Exit 1 with a list of all problems if there are any."""
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
    """Print the reading grade of the article, or that it cannot be measured.

    :raise ContentError: when a section or a paragraph is above its limit.
    """
    try:
        measured = list(reading_grades(pack))
    except ImportError:
        click.echo("reading level not measured: textstat is not installed")
        return
    grades = [section.grade for section in measured if not section.location]
    over = sum(grade > TARGET_GRADE for grade in grades)
    click.echo(f"reading grade {max(grades):.1f} at most; {over} sections over {TARGET_GRADE:g}")
    problems = [Problem(text.file, text.location, str(text)) for text in measured if text.too_hard]
    if problems:
        raise ContentError(problems)


@content.command("prove")
@QUESTIONS
def content_prove(questions: Path) -> None:
    """Test promise 1 on all small combinations of answers. Exit 1 with the first breach, if any."""
    start = time.monotonic()
    proof = prove(load_pack(questions))
    seconds = time.monotonic() - start
    click.echo(f"{proof.visits} visits of up to {proof.size} answers, {seconds:.0f} s")
    if proof.breaches:
        raise click.ClickException(proof.breaches[0])


@content.command("diff")
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@QUESTIONS
def content_diff(old: Path, questions: Path) -> None:
    """Show what changed since OLD. List the answers with another result, then the changed texts."""
    before, after = load_pack(old), load_pack(questions)
    rows = [change.cells for change in changed_results(before, after)]
    if rows:
        click.echo("| answers | level | first call | sections |\n|---|---|---|---|")
    for row in rows:
        click.echo(f"| {' | '.join(row)} |")
    for place, old_text, new_text in changed_texts(before, after):
        click.echo(f"\n{place}\n- {old_text}\n+ {new_text}")
    if not rows:
        click.echo("No answers lead to another result.")


@content.command("show")
@QUESTIONS
def content_show(questions: Path) -> None:
    """Print the whole content as one Markdown document, for review on paper."""
    click.echo(as_markdown(load_pack(questions)), nl=False)


@content.command("contacts")
@QUESTIONS
def content_contacts(questions: Path) -> None:
    """Print whom each rule says to call, and the lines and places of every region, as Markdown."""
    pack = load_pack(questions)
    for table in (contact_table, region_table, place_table):
        click.echo(table(pack))


@content.command("graph")
@QUESTIONS
def content_graph(questions: Path) -> None:
    """Print the flow and the rules as a Mermaid diagram."""
    click.echo(as_mermaid(load_pack(questions)), nl=False)


@content.group()
def translate() -> None:
    """Create, update and check translations."""


@translate.command("extract")
@QUESTIONS
def translate_extract(questions: Path) -> None:
    """Print a catalog template for a new language, with all texts to translate."""
    empty = Catalog(**HEADER, fuzzy=False)
    click.echo(updated_catalog(empty, load_pack(questions), files_of(questions)).decode(), nl=False)


@translate.command("update")
@click.argument("language")
@QUESTIONS
def translate_update(language: str, questions: Path) -> None:
    """Update the catalog of LANGUAGE. Add new texts, and remove those that are no longer used."""
    path = questions / "locale" / f"{language}.po"
    path.write_bytes(updated_catalog(read_catalog(path), load_pack(questions), files_of(questions)))


@translate.command("check")
@click.argument("language")
@QUESTIONS
def translate_check(language: str, questions: Path) -> None:
    """Check the translation into LANGUAGE. Exit 1 if it is incomplete, wrong or hard to read."""
    languages = load_languages(questions)
    if language not in languages:
        raise click.ClickException(f"no locale/{language}.toml")
    report_language(languages[language], load_pack(questions), questions)


def report_language(language: Language, pack: Pack, questions: Path) -> None:
    """Print the number of translated texts, and every problem with a translation.

    :raise ClickException: when there is a problem. Until it is fixed, pages show missing texts in
        English.
    """
    click.echo(f"{language.id}: {len(language.texts)} texts by {language.translator}")
    problems = [
        *translation_problems(language, pack, files_of(questions)),
        *report_ease(pack, language),
    ]
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise click.ClickException(f"{len(problems)} to translate or to mend in {language.id}")


def files_of(questions: Path) -> Mapping[str, str]:
    """Return the file of every entry by the entry's path, as in `Draft.files`."""
    return PackReader(questions).read().files


def report_ease(pack: Pack, language: Language) -> Iterator[Problem]:
    """Print the reading ease of a translation; yield a problem for each text below the limit."""
    if language.reading is None:
        return
    translated = translate_pack(pack, lambda text: language.texts.get(text, text))
    try:
        measured = list(reading_eases(translated, language))
    except ImportError:
        click.echo("reading ease not measured: textstat is not installed")
        return
    eases = [section.ease for section in measured if not section.location]
    under = sum(ease < language.reading.target for ease in eases)
    click.echo(f"reading ease {min(eases):.0f} at least; {under} sections under the target")
    for text in measured:
        if text.ease < language.reading.limit:
            message = f"reading ease {text.ease:.0f}, limit {language.reading.limit}"
            location = f"{language.id} {text.location}".strip()
            yield Problem(f"article/{text.section}.md", location, message)


def counts(pack: Pack) -> Counter[str]:
    """Return the number of questions, options, rules and other parts of a pack."""
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
