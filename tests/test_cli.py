"""The command: what it prints and how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet

from app.cli import cli, development_app, main
from app.config import folder
from tests.servers import fetched, free_port


def test_content_check_counts_what_there_is() -> None:
    result = CliRunner().invoke(cli, ["content", "check"])
    assert result.exit_code == 0
    for kind in ("questions", "options", "rules", "sections", "claims", "sources"):
        assert kind in result.output


def test_broken_content_ends_with_the_list_of_faults(
    small_files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_files / "regions" / "us.toml").unlink()
    (small_files / "article" / "heart.md").unlink()
    monkeypatch.setattr(sys, "argv", ["x", "content", "check", "--questions", str(small_files)])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr().err
    assert "regions/us.toml: the file is missing" in printed
    assert "article/heart.md: the file is missing" in printed
    assert "the check does not start" in str(ended.value)
    assert "Traceback" not in printed


def test_settings_are_shown_without_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    key = Fernet.generate_key().decode()
    monkeypatch.setenv("SEAL_KEYS", key)
    monkeypatch.setenv("WTF_CSRF_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("RATELIMIT_STORAGE_URI", "redis://user:hi@dden@10.0.0.1:6379/0")
    monkeypatch.setenv("TRUSTED_PROXIES", "2")
    printed = CliRunner().invoke(cli, ["config", "check"])
    assert printed.exit_code == 0
    assert "SEAL_KEYS: 1 of them" in printed.output
    assert "WTF_CSRF_SECRET_KEY: 40 characters" in printed.output
    assert "RATELIMIT_STORAGE_URI: redis://…@10.0.0.1:6379/0" in printed.output
    assert "TRUSTED_PROXIES: 2" in printed.output
    for secret in (key, "s" * 40, "hi", "dden"):
        assert secret not in printed.output


def test_clinics_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEAL_KEYS", Fernet.generate_key().decode())
    monkeypatch.setenv("WTF_CSRF_SECRET_KEY", "s" * 40)
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
        "options": ["antidepressants", "qt", "serotonergic"],
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


def test_make_run_listens_on_this_machine_at_the_port_that_is_asked_for() -> None:
    """`make run` in the tree itself; what it installs is there already."""
    port = free_port()
    server = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=folder("questions").parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert "Start the check" in fetched(f"http://127.0.0.1:{port}")
        with socket.socket() as other, pytest.raises(ConnectionRefusedError):
            other.connect(("127.0.0.2", port))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=10)


def test_a_key_can_be_made() -> None:
    made = CliRunner().invoke(cli, ["key"]).output.strip()
    assert Fernet(made)


def test_the_development_server_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert development_app().test_client().get("/").status_code == 200
    assert "Development" in capsys.readouterr().err
