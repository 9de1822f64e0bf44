"""Commands: their output and exit status."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet

from app.cli import cli, development_app, main
from app.config import resource_dir
from app.content.load.pack import load_pack
from app.core.model import Pack
from app.core.screening import assess
from app.exchange import response
from app.web.http.access_log import WRITE_INTERVAL
from tests.real import PACK
from tests.servers import fetch, free_port


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give commands the real content that is loaded already."""

    def load(folder: Path) -> Pack:
        return PACK if folder == resource_dir("questions") else load_pack(folder)

    monkeypatch.setattr("app.cli.load_pack", load)
    monkeypatch.setattr("app.content.commands.load_pack", load)


def test_content_check_counts_what_there_is() -> None:
    result = CliRunner().invoke(cli, ["content", "check"])
    assert result.exit_code == 0
    for kind in ("questions", "options", "rules", "sections", "claims", "sources"):
        assert kind in result.output


def test_broken_content_ends_with_the_list_of_problems(
    small_files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_files / "regions" / "us.toml").unlink()
    (small_files / "article" / "heart.md").unlink()
    monkeypatch.setattr(sys, "argv", ["x", "content", "check", "--questions", str(small_files)])
    with pytest.raises(SystemExit) as stopped:
        main()
    printed = capsys.readouterr().err
    assert "regions/us.toml: the file is missing" in printed
    assert "article/heart.md: the file is missing" in printed
    assert "the check does not start" in str(stopped.value)
    assert "Traceback" not in printed


def test_settings_are_shown_without_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    key = Fernet.generate_key().decode()
    monkeypatch.setenv("SECRET_KEY", key)
    monkeypatch.setenv("RATELIMIT_STORAGE_URI", "redis://user:hi@dden@10.0.0.1:6379/0")
    monkeypatch.setenv("TRUSTED_PROXIES", "2")
    printed = CliRunner().invoke(cli, ["config", "check"])
    assert printed.exit_code == 0
    assert "SECRET_KEY: set" in printed.output
    assert "SECRET_KEY_FALLBACKS: 0 of them" in printed.output
    assert "RATELIMIT_STORAGE_URI: redis://…@10.0.0.1:6379/0" in printed.output
    assert "TRUSTED_PROXIES: 2" in printed.output
    for secret in (key, "s" * 40, "hi", "dden"):
        assert secret not in printed.output


def save_response(pack: Pack, path: Path, **answers: str) -> dict[str, Any]:
    """Write a visit's FHIR response to a file, as the check does, and return it."""
    exclusive = {id: question.exclusive_options for id, question in pack.questions.items()}
    answered = exclusive | {id: frozenset({option}) for id, option in answers.items()}
    result = assess(pack, answered)
    resource = response(pack, "https://a.example", answered, result, datetime.now(UTC), uuid4())
    path.write_text(json.dumps(resource), "utf-8")
    return resource


def test_a_file_from_another_program_is_judged_anew(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "visit.json"
    save_response(pack, path, heart="long-qt")
    printed = CliRunner().invoke(cli, ["exchange", "read", str(path), "--json"])
    found = json.loads(printed.output)
    assert found["level"] == "strong"
    assert found["answers"]["heart"] == ["long-qt"]
    assert {"heart", "heart-rhythm"} <= set(found["sections"])
    assert found["conflicts"] == []


def test_a_level_is_never_below_the_one_that_a_file_names(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "visit.json"
    resource = save_response(pack, path, heart="long-qt", kratom="daily")
    resource["item"] = [item for item in resource["item"] if item["linkId"] != "kratom"]
    resource["item"].append(
        {"linkId": "kratom", "answer": [{"valueCoding": {"code": "kratom.none"}}]}
    )
    path.write_text(json.dumps(resource), "utf-8")
    printed = CliRunner().invoke(cli, ["exchange", "read", str(path)])
    assert "level: urgent" in printed.output
    assert "the file names urgent; these answers lead to strong" in printed.stderr


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "Expecting property name"),
        ("[" * 100_000, "recursion"),
        ('{"status": 1, "status": 2}', "the key 'status' stands twice in one object"),
        ('\ufeff{"resourceType": "Patient"}', "expected a FHIR QuestionnaireResponse"),
        ('{"resourceType": "Patient"}', "expected a FHIR QuestionnaireResponse"),
        ("\udcff", "can't decode"),
    ],
)
def test_a_file_that_is_none_is_told_in_one_line(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "visit.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    printed = CliRunner().invoke(cli, ["exchange", "read", str(path)])
    assert printed.exit_code == 1
    assert why in printed.output
    assert len(printed.output.splitlines()) == 1


def test_a_file_that_misses_answers_has_no_result(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "visit.json"
    resource = save_response(pack, path)
    resource["item"] = [item for item in resource["item"] if item["linkId"] != "heart"]
    path.write_text(json.dumps(resource), "utf-8")
    printed = CliRunner().invoke(cli, ["exchange", "read", str(path)])
    assert printed.exit_code == 1
    assert printed.output == "Error: not answered: heart; the file itself names standard\n"


def test_clinics_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", Fernet.generate_key().decode())
    assert "SITES_FILE is not set" in CliRunner().invoke(cli, ["sites", "check"]).output
    path = tmp_path / "sites.toml"
    path.write_text('[sites.k7m2]\nname = "Riverbend"\nregion = "us"\n', "utf-8")
    monkeypatch.setenv("SITES_FILE", str(path))
    listed = CliRunner().invoke(cli, ["sites", "check"])
    assert listed.output == "/s/k7m2/  Riverbend, United States\n"


def test_the_content_that_is_set_is_the_content_that_is_checked(
    small_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUESTIONS", str(small_files))
    assert "    2  questions" in CliRunner().invoke(cli, ["content", "check"]).output


def test_names_can_be_looked_up() -> None:
    typed = ["zolofft, metoprolol 25", "T3", "blue nerve pill"]
    printed = CliRunner().invoke(cli, ["medicines", "find", *typed])
    assert printed.exit_code == 0
    assert "zolofft: matched sertraline → antidepressants" in printed.output
    assert "T3: ambiguous acetaminophen/codeine, liothyronine" in printed.output
    assert "blue nerve pill: unknown" in printed.output


def test_a_name_may_begin_with_a_dash() -> None:
    printed = CliRunner().invoke(cli, ["medicines", "find", "--json", "-xanax", "--"])
    assert printed.exit_code == 0
    assert json.loads(printed.output)[0]["medicine"] == "alprazolam"


def test_looked_up_names_come_as_json_with_every_key() -> None:
    typed = ["zolofft, metoprolol 25", "T3", "blue nerve pill"]
    printed = CliRunner().invoke(cli, ["medicines", "find", "--json", *typed])
    assert printed.exit_code == 0
    zoloft, metoprolol, t3, blue = json.loads(printed.output)
    assert zoloft == {
        "input": "zolofft",
        "status": "matched",
        "medicine": "sertraline",
        "group": "antidepressants",
        "options": ["antidepressants"],
        "answers": {"medicines": ["antidepressants"]},
        "candidates": [],
    }
    assert metoprolol["medicine"] == "metoprolol"
    assert (t3["status"], t3["medicine"], t3["group"], t3["options"]) == (
        "ambiguous",
        None,
        None,
        [],
    )
    assert t3["candidates"][0] == {"medicine": "acetaminophen/codeine", "group": "opioids"}
    assert (blue["status"], blue["options"]) == ("unknown", ["unknown-name"])
    assert CliRunner().invoke(cli, ["medicines", "find", "--json"]).output.strip() == "[]"


def test_make_run_listens_on_this_machine_at_the_port_that_is_asked_for(tmp_path: Path) -> None:
    """Run `make run` in this tree, where everything is installed; its log holds no URL path."""
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=resource_dir("questions").parent,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        assert "How you feel" in fetch(f"http://127.0.0.1:{port}/check/now")
        with socket.socket() as other, pytest.raises(ConnectionRefusedError):
            other.connect(("127.0.0.2", port))
        time.sleep(3 * WRITE_INTERVAL)  # wait until the log is written
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=10)
    lines = (tmp_path / "log").read_text("utf-8")
    assert f"Running on http://127.0.0.1:{port}" in lines
    assert '"route": "/check/<id>"' in lines
    assert "/check/now" not in lines


def test_a_key_can_be_made() -> None:
    key = CliRunner().invoke(cli, ["key"]).output.strip()
    assert Fernet(key)


def test_the_development_server_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert development_app().test_client().get("/").status_code == 200
    assert "Development" in capsys.readouterr().err
