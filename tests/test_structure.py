"""The code base itself: small modules, import contracts, and a manual that matches the code."""

import ast
import dataclasses
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.content.load.draft import SectionHeader
from app.content.load.medicine_table import (
    COLUMNS,
    AmbiguousEntry,
    MedicineCategories,
    MedicineCategory,
    NameOverride,
)
from app.core.evidence import Claim, Source, SourceClaim
from app.core.medicines.spelling import NameRules
from app.core.model import Journey, Option, Question
from app.core.region import HelpLine, Region
from app.core.rule import Rule

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "app").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def test_there_are_files_to_look_at() -> None:
    assert len(MODULES) > 20
    assert len(TEMPLATES) > 10


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_modules_and_functions_are_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 250
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 25, f"{node.name} is longer than 25 lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_public_function_says_what_the_caller_gets(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in (*tree.body, *(member for found in classes for member in found.body)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_are_small(path: Path) -> None:
    macros = path.parent.name == "macros"
    assert len(path.read_text("utf-8").splitlines()) <= (100 if macros else 60)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_escape_everything(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(
        r"\|\s*safe\b|autoescape|<script(?! src=\"{{ asset\()|style=| on[a-z]+=", text
    )


def test_markup_is_made_in_one_place() -> None:
    using = [path.name for path in MODULES if "Markup(" in path.read_text("utf-8")]
    assert using == ["markup.py", "page_cache.py"]


def test_lock_files_hold_no_address() -> None:
    for path in ROOT.glob("requirements*.lock"):
        assert "http" not in path.read_text("utf-8")


def imported(path: Path) -> set[str]:
    """Return the full names of the modules that a file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}


CORE = sorted((ROOT / "app" / "core").rglob("*.py"))


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.name)
def test_the_judgement_imports_the_standard_library_and_itself(path: Path) -> None:
    allowed = {*sys.stdlib_module_names, *(["rapidfuzz"] if path.name == "spelling.py" else [])}
    for name in imported(path):
        assert name.split(".")[0] in allowed or name.startswith("app.core."), name


def documented(heading: str) -> set[str]:
    """Return the fields that the content manual lists under a heading."""
    manual = (ROOT / "questions" / "README.md").read_text("utf-8")
    table = manual.split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]
    first = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    return {name.strip("[]") for cell in first for name in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("A question", [Question, Option]),
        ("A rule", [Rule]),
        ("A section", [SectionHeader]),
        ("A claim: ", [Claim]),
        ("A claim of the source article", [SourceClaim]),
        ("A source", [Source]),
        ("A region", [Region]),
        ("A journey", [Journey]),
    ],
)
def test_the_manual_lists_the_fields_that_exist(heading: str, kinds: list[type]) -> None:
    fields = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    assert documented(heading) == fields


def test_the_manual_lists_the_columns_and_kinds_of_medicines() -> None:
    assert documented("The table of medicines") == set(COLUMNS)
    listed = {field.name for field in dataclasses.fields(MedicineCategories)} - {"nothing_known"}
    assert documented("Kinds of medicines") == listed
    manual = (ROOT / "questions" / "README.md").read_text("utf-8").split("## Kinds of medicines")[1]
    for kind in (MedicineCategory, NameOverride, AmbiguousEntry, NameRules):
        for field in dataclasses.fields(kind):
            assert f"`{field.name}`" in manual


def test_the_manual_names_the_fields_of_a_help_line() -> None:
    manual = (ROOT / "questions" / "README.md").read_text("utf-8")
    row = next(line for line in manual.splitlines() if line.startswith("| `[[line]]`"))
    for field in dataclasses.fields(HelpLine):
        assert field.name in row


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("core/screening.py", "import flask", "The judgement knows nothing but itself"),
        ("content/load/pack.py", "import app.web.visit.forms", "and not each other"),
        ("web/views/pages.py", "import app.content.load.pack", "and not each other"),
        ("exchange/codes.py", "import app.web.result.report", "and not each other"),
        ("content/checks/pack.py", "import werkzeug", "work without Flask"),
        ("content/load/draft.py", "import app.content.load.reader", "Content layers"),
        ("web/http/session.py", "import app.web.visit.state", "Web layers"),
        ("web/visit/state.py", "import app.web.result.report", "Web layers"),
        ("web/views/pages.py", "import app.web.views.errors", "Views do not know each other"),
        ("services.py", "import app.config", "Services know the judgement only"),
    ],
)
def test_a_broken_wall_is_noticed(tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copytree(ROOT / "app", tmp_path / "app")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / "app" / module
    path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    lint = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run([lint, "--no-cache"], cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 1
    broken = [text for text in ended.stdout.splitlines() if text.endswith("BROKEN")]
    assert any(contract in text for text in broken)
