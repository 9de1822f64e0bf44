"""Tests of the differences between two packs: results and texts."""

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from app.cli import cli
from app.content.load.pack import load_pack
from app.content.reports.diff import changed_results, changed_texts
from app.core.model import Pack
from app.core.rule import Statement
from tests.conftest import SMALL


def changed(folder: Path, file: str, old: str, new: str) -> Pack:
    """Return the pack after replacing `old` with `new` in one of its files."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return load_pack(folder)


def test_a_changed_rule_names_exactly_whom_it_affects(small_pack: Pack, small_files: Path) -> None:
    after = changed(
        small_files,
        "rules/heart.toml",
        'when = [{ heart = ["prefer-not"] }]\nlevel = "standard"\nsections = ["heart"]',
        'when = [{ heart = ["prefer-not"] }]\nlevel = "urgent"\nsections = ["emergency"]',
    )
    found = list(changed_results(small_pack, after))
    assert [change.combination for change in found] == [(("heart", "prefer-not"),)]
    assert found[0].cells == ("heart: prefer-not", "standard → urgent", "", "- heart, + emergency")
    assert list(changed_texts(small_pack, after)) == []


def test_a_changed_first_number_is_a_change(small_pack: Pack, small_files: Path) -> None:
    after = changed(small_files, "rules/now.toml", 'call = "emergency"', 'call = "poison"')
    (found,) = changed_results(small_pack, after)
    assert found.cells == ("now: chest-pain", "", "emergency → poison", "")


def test_a_stacked_rule_affects_only_the_stack(small_pack: Pack, small_files: Path) -> None:
    stacked = """
[[rule]]
id = "stacked"
when = ["any-heart", { now = ["unsure"] }]
level = "emergency"
sections = ["emergency"]
reason = "Call."
short = "Call now."
short_evidence = ["RF-01"]
evidence = ["RF-01"]
call = "emergency"
fires_for = [{ heart = ["long-qt"], now = ["unsure"] }]
silent_for = [{ heart = ["long-qt"] }]

[[rule]]
id = "heart-not-told"
"""
    after = changed(
        small_files, "rules/heart.toml", '[[rule]]\nid = "heart-not-told"\n', stacked.strip() + "\n"
    )
    found = {change.combination for change in changed_results(small_pack, after)}
    assert found == {
        (("now", "unsure"), ("heart", option)) for option in ("long-qt", "fainting", "unsure")
    }
    assert list(changed_texts(small_pack, after)) == [
        ("rule stacked", "", "Call."),
        ("rule stacked, short", "", "Call now."),
    ]


def test_a_changed_sentence_is_only_that_sentence(small_pack: Pack, small_files: Path) -> None:
    after = changed(small_files, "article/heart.md", "Leaf might change", "Leaf might quicken")
    assert list(changed_results(small_pack, after)) == []
    assert list(changed_texts(small_pack, after)) == [
        (
            "section heart, paragraph 1",
            "Leaf might change the pulse. [CV-01]",
            "Leaf might quicken the pulse. [CV-01]",
        )
    ]


def test_a_changed_short_reason_and_button_are_named(small_pack: Pack, small_files: Path) -> None:
    changed(small_files, "rules/heart.toml", "Kratom might change", "Kratom might quicken")
    after = changed(small_files, "article/heart.md", 'pill = "Your heart"', 'pill = "Heart"')
    assert list(changed_results(small_pack, after)) == []
    assert list(changed_texts(small_pack, after)) == [
        (
            "rule heart-problem, short",
            "Kratom might change your pulse.",
            "Kratom might quicken your pulse.",
        ),
        ("section heart, button", "Your heart", "Heart"),
    ]


def test_the_command_prints_a_table_and_the_words(small_files: Path) -> None:
    changed(small_files, "rules/now.toml", '"urgent"', '"strong"')
    changed(small_files, "article/heart.md", "Leaf might change", "Leaf might quicken")
    arguments = ["content", "diff", str(SMALL), "--questions", str(small_files)]
    printed = CliRunner().invoke(cli, arguments).output
    assert "| now: unsure | urgent → strong |  |  |" in printed
    assert "+ Leaf might quicken" in printed


def test_no_change_is_said(small_files: Path) -> None:
    arguments = ["content", "diff", str(SMALL), "--questions", str(small_files)]
    assert "No answers lead to another result" in CliRunner().invoke(cli, arguments).output


def test_a_medicine_that_leads_elsewhere_is_named(pack: Pack) -> None:
    substance = Statement(("medicine", "omeprazole"), frozenset({("medicines", "qt")}))
    other = replace(pack.medicines["omeprazole"], substances=(substance,))
    kept = {name: one for name, one in pack.medicines.items() if name != "metformin"}
    after = replace(pack, medicines=kept | {"omeprazole": other})
    asked = {
        "medicines": pack.questions["medicines"]
    }  # the other questions are unchanged, and slow
    before, now = replace(pack, questions=asked), replace(after, questions=asked)
    found = {change.combination: change.cells for change in changed_results(before, now)}
    assert found == {
        (("medicine", "omeprazole"),): (
            "medicine: omeprazole",
            "standard → strong",
            "",
            "- med-other, + heart-rhythm, + med-qt",
        ),
        (("medicine", "metformin"),): (
            "medicine: metformin",
            "standard → strong",
            "",
            "+ med-qt, + med-sedatives",
        ),
    }
    assert [place for place, _, _ in changed_texts(pack, after)] == ["medicine metformin"]
