"""The command `kratom-safety-check`: run it, and check its content."""

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import click
from cryptography.fernet import Fernet
from flask import Flask
from flask.cli import FlaskGroup

from app import create_app
from app.config import ConfigError, in_words, load_settings, questions_folder
from app.content.diff import changed_results, changed_words
from app.content.faults import ContentError, Fault
from app.content.loader import load_pack
from app.content.reading import TARGET, grades
from app.content.reviews import overdue
from app.content.show import as_markdown, as_mermaid
from app.content.sites import load_sites
from app.core.lines import find
from app.core.medicines import Index
from app.core.model import UNKNOWN_NAME, Pack
from app.core.named import Found
from app.core.proof import prove


def development_app() -> Flask:
    """The app for `run`, Flask's development server: it makes the keys that it was not given."""
    click.echo("Development: keys are made for this process; answers end with it.", err=True)
    return create_app({"development": True})


questions_option = click.option(
    "--questions",
    type=click.Path(path_type=Path, exists=True),
    default=questions_folder,
    help="The folder with the content.",
)

cli = FlaskGroup(create_app=development_app, add_version_option=False, help=__doc__)


@cli.command(with_appcontext=False)
def key() -> None:
    """Print a new key for SEAL_KEYS."""
    click.echo(Fernet.generate_key().decode())


@cli.group()
def config() -> None:
    """Check the settings."""


@config.command("check", with_appcontext=False)
def config_check() -> None:
    """Print the settings in force, without secrets; exit 1 with all faults if there are any."""
    for name, value in in_words(load_settings()).items():
        click.echo(f"{name}: {value}")


@cli.group()
def sites() -> None:
    """Check the clinics that link to the check."""


@sites.command("check", with_appcontext=False)
def sites_check() -> None:
    """List the clinics of SITES_FILE; exit 1 with all faults if there are any."""
    settings = load_settings()
    if not settings.sites_file:
        click.echo("SITES_FILE is not set: no clinic has a link of its own.")
        return
    regions = load_pack(settings.questions).regions
    for site in load_sites(Path(settings.sites_file), regions).values():
        click.echo(f"/s/{site.code}/  {site.name}, {regions[site.region].name}")


@cli.group()
def content() -> None:
    """Check and show the content."""


@content.command("check", with_appcontext=False)
@questions_option
@click.option("--on", help="List what is overdue for review on this day, YYYY-MM-DD.")
def content_check(questions: Path, on: str | None) -> None:
    """Check every file of the content; exit 1 with all faults if there are any."""
    pack = load_pack(questions)
    for name, count in counts(pack).items():
        click.echo(f"{count:5}  {name}")
    click.echo(f"version {pack.version}, fingerprint {pack.digest}")
    report_reading(pack)
    if on:
        for line in overdue(pack, on):
            click.echo(line)


def report_reading(pack: Pack) -> None:
    """Print how hard the article is to read.

    :raise ContentError: a section or a paragraph is over its limit.
    """
    try:
        measured = list(grades(pack))
    except ImportError:
        click.echo("reading level not measured: textstat is not installed")
        return
    sections = [grade.grade for grade in measured if not grade.where]
    over = sum(grade > TARGET for grade in sections)
    click.echo(f"reading grade {max(sections):.1f} at most; {over} sections over {TARGET:g}")
    faults = [Fault(grade.file, grade.where, str(grade)) for grade in measured if grade.too_hard]
    if faults:
        raise ContentError(faults)


@content.command("prove", with_appcontext=False)
@questions_option
def content_prove(questions: Path) -> None:
    """Walk every small combination of answers; exit 1 with the smallest breach of promise 1."""
    began = time.monotonic()
    proof = prove(load_pack(questions))
    took = time.monotonic() - began
    click.echo(f"{proof.visits} visits of up to {proof.size} answers, {took:.0f} s")
    if proof.breaches:
        raise click.ClickException(proof.breaches[0])


@content.command("diff", with_appcontext=False)
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@questions_option
def content_diff(old: Path, questions: Path) -> None:
    """Show whom a change affects: the answers whose result differs from OLD, then the words."""
    before, after = load_pack(old), load_pack(questions)
    rows = [change.cells for change in changed_results(before, after)]
    if rows:
        click.echo("| answers | level | first call | sections |\n|---|---|---|---|")
    for row in rows:
        click.echo(f"| {' | '.join(row)} |")
    for place, was, is_now in changed_words(before, after):
        click.echo(f"\n{place}\n- {was}\n+ {is_now}")
    if not rows:
        click.echo("No answers lead to another result.")


@content.command("show", with_appcontext=False)
@questions_option
def content_show(questions: Path) -> None:
    """Print everything as one Markdown document, to review on paper."""
    click.echo(as_markdown(load_pack(questions)), nl=False)


@content.command("graph", with_appcontext=False)
@questions_option
def content_graph(questions: Path) -> None:
    """Print the flow and the rules as Mermaid text."""
    click.echo(as_mermaid(load_pack(questions)), nl=False)


@cli.group()
def medicines() -> None:
    """Look up names of medicines as the check does."""


@medicines.command("find", with_appcontext=False, context_settings={"ignore_unknown_options": True})
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects.")
@questions_option
def medicines_find(names: tuple[str, ...], as_json: bool, questions: Path) -> None:
    """Show what typed names are understood as, and what they lead to."""
    pack = load_pack(questions)
    index = Index(pack.medicines.values(), pack.ambiguous, pack.reading)
    entries = [as_entry(found) for name in names for found in find(index, name)]
    if as_json:
        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
        return
    for entry in entries:
        asked = ", ".join(one["medicine"] for one in entry["candidates"])
        leads = ", ".join(entry["options"])
        click.echo(f"{entry['input']}: {entry['status']} {entry['medicine'] or asked} → {leads}")


def as_entry(found: Found) -> dict[str, Any]:
    """One look-up with every key: what was typed, and what it is, or may be."""
    medicine = found.term.medicine if found.term else None
    unknown = [UNKNOWN_NAME] if found.status == "unknown" else []
    asked = [term.medicine for term in found.candidates]
    return {
        "input": found.input,
        "status": found.status,
        "medicine": medicine.id if medicine else None,
        "group": medicine.group if medicine else None,
        "options": sorted(medicine.options) if medicine else unknown,
        "candidates": [{"medicine": one.id, "group": one.group} for one in asked],
    }


def counts(pack: Pack) -> Counter[str]:
    """How many things of each kind a pack holds."""
    return Counter(
        {
            "questions": len(pack.questions),
            "options": sum(len(question.option) for question in pack.questions.values()),
            "rules": len(pack.rules),
            "sections": len(pack.sections),
            "claims": len(pack.claims),
            "claims of the source article": len(pack.said),
            "sources": len(pack.sources),
            "regions": len(pack.regions),
            "journeys": len(pack.journeys),
            "medicines": len(pack.medicines),
            "names of medicines": sum(len(medicine.terms) for medicine in pack.medicines.values()),
        }
    )


def main() -> None:
    """Run the command; a fault in content or settings is a list of lines, not a traceback."""
    try:
        cli()
    except (ConfigError, ContentError) as error:
        click.echo(error, err=True)
        faults = len(str(error).splitlines())
        sys.exit(f"{faults} {'fault' if faults == 1 else 'faults'}; the check does not start.")


if __name__ == "__main__":
    main()
