"""The command `kratom-safety-check`: run it, and check its content."""

import json
import logging
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from cryptography.fernet import Fernet
from flask import Flask
from flask.cli import FlaskGroup

from app import create_app
from app.config import ConfigError, load_settings, settings_as_text
from app.content.commands import QUESTIONS, content
from app.content.load.languages import language_tags
from app.content.load.pack import load_pack
from app.content.load.sites import load_sites
from app.content.problems import ContentError
from app.core.medicines.index import MedicineIndex
from app.core.medicines.model import LookupResult
from app.core.medicines.tokenizer import find_medicines
from app.core.model import MEDICINES, UNKNOWN_NAME
from app.core.rule import by_question
from app.exchange import assess_response


def development_app() -> Flask:
    """Return the app for `run`, Flask's development server; it makes a key if none is given.

    The server's own lines about requests are not written: they name addresses.
    """
    logging.getLogger("werkzeug").addFilter(is_not_a_request)
    click.echo("Development: keys are made for this process; answers end with it.", err=True)
    return create_app({"development": True})


def is_not_a_request(record: logging.LogRecord) -> bool:
    """True if a line of the development server is not about a request; those have arguments."""
    return not record.args


cli = FlaskGroup(create_app=development_app, add_version_option=False, help=__doc__)
cli.add_command(content)


@cli.command(with_appcontext=False)
def key() -> None:
    """Print a new key for SECRET_KEY."""
    click.echo(Fernet.generate_key().decode())


@cli.group()
def config() -> None:
    """Check the settings."""


@config.command("check", with_appcontext=False)
def config_check() -> None:
    """Print the settings in force, without secrets; exit 1 with all problems if there are any."""
    for name, value in settings_as_text(load_settings()).items():
        click.echo(f"{name}: {value}")


@cli.group()
def sites() -> None:
    """Check the clinics that link to the check."""


@sites.command("check", with_appcontext=False)
def sites_check() -> None:
    """List the clinics of SITES_FILE; exit 1 with all problems if there are any."""
    settings = load_settings()
    if not settings.sites_file:
        click.echo("SITES_FILE is not set: no clinic has a link of its own.")
        return
    regions = load_pack(settings.questions).regions
    languages = language_tags(settings.questions)
    for site in load_sites(Path(settings.sites_file), regions, languages).values():
        click.echo(f"/s/{site.code}/  {site.name}, {regions[site.region].name}")


@cli.group()
def medicines() -> None:
    """Look up names of medicines the way the check does."""


@medicines.command("find", with_appcontext=False, context_settings={"ignore_unknown_options": True})
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects.")
@QUESTIONS
def medicines_find(names: tuple[str, ...], as_json: bool, questions: Path) -> None:
    """Show what typed names are understood as, and which options they count as."""
    pack = load_pack(questions)
    index = MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules)
    entries = [lookup_as_json(found) for name in names for found in find_medicines(index, name)]
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
    """Assess a FHIR QuestionnaireResponse again; exit 1 if it gives no result.

    The result is never below the level and the sections that the file names. Conflicts are printed
    to the error output.
    """
    pack = load_pack(questions)
    index = MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules)
    try:
        found = assess_response(
            pack, index, json.loads(file.read_text("utf-8-sig"), object_pairs_hook=unique_keys)
        )
    except (ValueError, RecursionError) as error:
        raise click.ClickException(str(error)) from None
    answers = {id: sorted(chosen) for id, chosen in found.answers.items()}
    if as_json:
        told = asdict(found) | {"level": found.level.id, "answers": answers}
        click.echo(json.dumps(told, indent=2))
    else:
        click.echo(f"level: {found.level.id}\nsections: {', '.join(found.sections)}")
        click.echo(f"answered: {found.authored or 'it does not say when'}")
        for id, chosen in answers.items():
            click.echo(f"{id}: {', '.join(chosen)}")
    for conflict in found.conflicts:
        click.echo(f"Look at this: {conflict}", err=True)


def unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object.

    :raise ValueError: a key is there twice, so that its value is unclear.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, many in Counter(key for key, _ in pairs).items() if many > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def lookup_as_json(found: LookupResult) -> dict[str, Any]:
    """Return a look-up as JSON with every key: what was typed, and what it is, or may be.

    `answers` are what it counts as by question, `options` those of the question about medicines.
    """
    medicine = found.match.medicine if found.match else None
    unknown = {(MEDICINES, UNKNOWN_NAME)} if found.status == "unknown" else set()
    answers = by_question(medicine.counts_as if medicine else unknown)
    asked = [term.medicine for term in found.candidates]
    return {
        "input": found.input,
        "status": found.status,
        "medicine": medicine.id if medicine else None,
        "group": medicine.group if medicine else None,
        "options": sorted(answers.get(MEDICINES, ())),
        "answers": {id: sorted(options) for id, options in sorted(answers.items())},
        "candidates": [{"medicine": one.id, "group": one.group} for one in asked],
    }


def main() -> None:
    """Run the command; problems in content or settings are lines of text, not a traceback."""
    try:
        cli()
    except (ConfigError, ContentError) as error:
        click.echo(error, err=True)
        count = len(str(error).splitlines())
        sys.exit(f"{count} {'fault' if count == 1 else 'faults'}; the check does not start.")


if __name__ == "__main__":
    main()
