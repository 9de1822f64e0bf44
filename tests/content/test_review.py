"""Tests of the reports for reviewers: the whole content, its reading level and overdue reviews."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import cli
from app.content.commands import report_reading
from app.content.load.pack import digest
from app.content.problems import ContentError
from app.content.reports.document import as_markdown, as_mermaid
from app.content.reports.reading_level import reading_grades
from app.content.reports.review_dates import overdue
from app.core.evidence import Review
from app.core.model import Pack


def test_the_paper_holds_everything(pack: Pack) -> None:
    paper = as_markdown(pack)
    for question in pack.questions.values():
        assert question.text in paper
        assert all(option.label in paper for option in question.option)
    for rule in pack.rules:
        assert f"| {rule.id} |" in paper
        citations = " ".join(f"[{id}]" for id in rule.short_evidence)
        assert f"| {rule.reason} | {rule.short} {citations} |" in paper
    for section in pack.sections.values():
        assert all(paragraph.text in paper for paragraph in section.paragraphs)
    assert all(claim.text in paper for claim in pack.claims.values())
    assert all(f"**{name}**" in paper for name in pack.medicines)
    assert all(source.title in paper for source in pack.sources.values())


def test_the_paper_can_be_printed() -> None:
    assert CliRunner().invoke(cli, ["content", "show"]).output.startswith("# Kratom safety check")


def test_the_graph_draws_every_question_and_rule(pack: Pack) -> None:
    graph = as_mermaid(pack)
    assert graph == CliRunner().invoke(cli, ["content", "graph"]).output
    assert all(f"q_{id}[" in graph for id in pack.questions)
    assert all(f"{rule.id}: {rule.level.id}" in graph for rule in pack.rules)
    assert 'q_now -- "a sign of danger" --> result' in graph


def test_the_article_is_easy_enough_to_read(pack: Pack) -> None:
    measured = list(reading_grades(pack))
    assert [str(grade) for grade in measured if grade.too_hard] == []
    assert len({grade.section for grade in measured}) == len(pack.sections)
    assert {grade.limit for grade in measured if grade.section == "crisis"} == {6.0, 8.0}


def test_a_sentence_that_nobody_can_read_is_a_problem(pack: Pack) -> None:
    section = pack.sections["heart"]
    hard = replace(
        section.body[0],
        text="Cardiovascular contraindications necessitate multidisciplinary reconsideration of "
        "pharmacotherapeutic interventions notwithstanding individual hypersensitivity. " * 4,
    )
    broken = replace(pack, sections={"heart": replace(section, body=(hard,))})
    with pytest.raises(ContentError, match=r"article/heart.md: .*reading grade .*, limit 8"):
        report_reading(broken)


def test_without_its_tool_reading_level_is_said_to_be_unmeasured(
    pack: Pack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "textstat", None)
    report_reading(pack)
    assert "not measured" in capsys.readouterr().out


def test_what_is_overdue_is_reported_and_fails_nothing(small_pack: Pack) -> None:
    done = Review("A clinician of a test", "2026-12-01", "2027-12-01")
    section = replace(small_pack.sections["heart"], review=done)
    reviewed = replace(small_pack, sections={"heart": section})
    assert not any("overdue" in line for line in overdue(reviewed, "2027-12-01"))
    assert next(overdue(reviewed, "2027-12-02")).startswith(
        "overdue since 2027-12-01: section heart"
    )


def test_content_that_nobody_reviewed_says_so() -> None:
    printed = CliRunner().invoke(cli, ["content", "check", "--on", "2027-01-01"]).output
    assert "never reviewed: " in printed
    assert "reading grade" in printed


def test_the_fingerprint_changes_with_any_letter(small_files: Path) -> None:
    before = digest(small_files)
    path = small_files / "article" / "heart.md"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert digest(small_files) != before


def test_the_proof_can_be_run(small_files: Path) -> None:
    arguments = ["content", "prove", "--questions", str(small_files)]
    ended = CliRunner().invoke(cli, arguments)
    assert ended.exit_code == 0
    assert "visits of up to 3 answers" in ended.output


def test_a_breach_ends_the_proof_with_the_smallest(
    small_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small_files / "rules" / "now.toml"
    path.write_text(path.read_text("utf-8").replace('level = "emergency"', 'level = "urgent"'))
    ended = CliRunner().invoke(cli, ["content", "prove", "--questions", str(small_files)])
    assert ended.exit_code == 1
    assert "no combination reaches the level 'emergency'" in ended.output
