"""The command `kratom-safety-check`: run it, and check its content."""

import sys
from collections import Counter
from pathlib import Path

import click
from cryptography.fernet import Fernet
from flask import Flask
from flask.cli import FlaskGroup

from app import create_app
from app.config import ConfigError, folder
from app.content.faults import ContentError
from app.content.loader import load_pack
from app.core.model import Pack


def development_app() -> Flask:
    """The app for `run`, Flask's development server: it makes the keys that it was not given."""
    click.echo("Development: keys are made for this process; answers end with it.", err=True)
    return create_app({"development": True})


cli = FlaskGroup(create_app=development_app, add_version_option=False, help=__doc__)


@cli.command(with_appcontext=False)
def key() -> None:
    """Print a new key for SEAL_KEYS."""
    click.echo(Fernet.generate_key().decode())


@cli.group()
def content() -> None:
    """Check and show the content."""


@content.command("check", with_appcontext=False)
@click.option("--questions", type=click.Path(path_type=Path, exists=True), default=None)
def content_check(questions: Path | None) -> None:
    """Check every file of the content; exit 1 with all faults if there are any."""
    pack = load_pack(questions or folder("questions"))
    for name, count in counts(pack).items():
        click.echo(f"{count:5}  {name}")


def counts(pack: Pack) -> Counter[str]:
    """How many things of each kind a pack holds."""
    return Counter(
        {
            "questions": len(pack.questions),
            "options": sum(len(question.option) for question in pack.questions.values()),
            "rules": len(pack.rules),
            "sections": len(pack.sections),
            "claims": len(pack.claims),
            "sources": len(pack.sources),
            "regions": len(pack.regions),
            "journeys": len(pack.journeys),
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
