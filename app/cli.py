"""The command `kratom-safety-check`: run it, and check its content."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from cryptography.fernet import Fernet
from flask import Flask
from flask.cli import FlaskGroup

from app import create_app
from app.config import ConfigError, in_words, load_settings
from app.content.commands import QUESTIONS, content
from app.content.faults import ContentError
from app.content.loader import load_pack
from app.content.sites import load_sites
from app.core.journey import Incomplete, counted
from app.core.lines import find
from app.core.medicines import Index
from app.core.model import UNKNOWN_NAME, Pack
from app.core.named import Found
from app.core.screening import assess
from app.exchange import read


def development_app() -> Flask:
    """The app for `run`, Flask's development server: it makes the keys that it was not given."""
    click.echo("Development: keys are made for this process; answers end with it.", err=True)
    return create_app({"development": True})


cli = FlaskGroup(create_app=development_app, add_version_option=False, help=__doc__)
cli.add_command(content)


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
def medicines() -> None:
    """Look up names of medicines as the check does."""


@medicines.command("find", with_appcontext=False, context_settings={"ignore_unknown_options": True})
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects.")
@QUESTIONS
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


@cli.group()
def exchange() -> None:
    """Read what other programs give back."""


@exchange.command("read", with_appcontext=False)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
@QUESTIONS
def exchange_read(file: Path, as_json: bool, questions: Path) -> None:
    """Judge a FHIR QuestionnaireResponse anew: its level, its sections, and what does not fit.

    A level is never below the one that the file itself names.
    """
    pack = load_pack(questions)
    try:
        found = as_judged(pack, json.loads(file.read_text("utf-8")))
    except (ValueError, RecursionError, Incomplete) as error:  # also no JSON at all
        open_still = isinstance(error, Incomplete)
        raise click.ClickException(f"not answered: {error}" if open_still else str(error)) from None
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    click.echo(f"level: {found['level']}\nsections: {', '.join(found['sections'])}")
    for id, chosen in found["answers"].items():
        click.echo(f"{id}: {', '.join(chosen)}")
    for conflict in found["conflicts"]:
        click.echo(f"Look at this: {conflict}", err=True)


def as_judged(pack: Pack, resource: object) -> dict[str, Any]:
    """What a response leads to with this content, in plain values.

    :raise NotOurs: it is no response to our questions.
    :raise Incomplete: a question is open and no sign of danger makes it optional.
    """
    index = Index(pack.medicines.values(), pack.ambiguous, pack.reading)
    found = read(pack, index, resource)
    judged = assess(pack, found.answers)
    level = max(judged.level, found.level or judged.level)
    milder = [f"it names {level.id}; these answers lead to {judged.level.id}"]
    return {
        "level": level.id,
        "sections": [section.id for section in judged.sections],
        "answers": {id: sorted(chosen) for id, chosen in counted(pack, found.answers).items()},
        "conflicts": [*found.conflicts, *(milder if level is not judged.level else ())],
    }


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
