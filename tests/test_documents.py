"""Documents for clinics: every placeholder is listed, and everything cited exists."""

import re
from pathlib import Path

import pytest

from tests.real import PACK

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "for-clinics"
DOCUMENTS = sorted(FOLDER.glob("*.md"))
TEMPLATES = [
    "accessibility-conformance",
    "data-protection",
    "hazard-log",
    "intended-purpose",
    "privacy-notice",
    "staff",
]
"""Documents that an operator fills in before publishing them."""

FILL_IN = "## Fill in before you publish\n"
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
LOWER_CASE_WORDS = re.compile(r"\{\{[a-z]+(?: [a-z]+)*\}\}")

LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
OURS = ("app/", "benchmarks/", "docs/", "questions/", "templates/", "tests/")
"""Prefixes of paths in backticks; other spans are URLs, settings or commands."""

AT_THE_TOP = re.compile(r"[\w.-]+\.(?:md|lock)|pyproject\.toml|LICENSE[\w-]*|Makefile")
TEST = re.compile(r"test_\w+(?:\.py)?")

NEVER = "- Never say:"
"""Prefix of a line that lists forbidden words."""

BANNED = re.compile(
    r"\bHIPAA[\s-]+compliant\b|\b100\s*%\s*confidential\b|\banonymous(?:ly)?\b|\bguarantee\w*"
    r"|\bsafe[\s-]+to[\s-]+take\b|\d[\s-]*(?:mg|mcg|µg|ug|g|grams?|milligrams?)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(?:Dr|Prof|Mr|Mrs|Ms|Mx)\b\.? ?[A-Z]"
    r"|\b(?:reviewed|approved|agreed|signed|written|translated) by [A-Z]"
    r"|\b[\w.+-]+@(?!example\.)[\w-]+\.\w+"
)
"""A title before a name, a name after a signature, or an email address."""


def unfilled(text: str) -> list[str]:
    """Return the placeholders in a text, each once, in order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text)))


def parts(text: str) -> tuple[str, str]:
    """Return the table of placeholders, and the rest of the text."""
    before, _, after = text.partition(FILL_IN)
    table = re.match(r"\n(?:\|.*\n)+", after)
    assert table, "no table under its heading"
    return table[0], before + after[table.end() :]


def listed(table: str) -> list[str]:
    """Return the placeholders in the first column of the table."""
    return re.findall(r"^\| `(\{\{.*?\}\})` \| \S", table, re.MULTILINE)


def cited(text: str) -> list[str]:
    """Return the spans in backticks, outside code blocks."""
    return CODE.findall(FENCE.sub("", text))


def missing(span: str) -> bool:
    """Return whether a path or a test cited in backticks does not exist."""
    path, _, name = span.partition("::")
    if path.startswith(OURS) or AT_THE_TOP.fullmatch(path):
        if not any((folder / path).exists() for folder in (ROOT, FOLDER)):
            return True
        return bool(name) and f"def {name}(" not in (ROOT / path).read_text("utf-8")
    return bool(TEST.fullmatch(span)) and not any(
        span == file.name or f"def {span}(" in file.read_text("utf-8")
        for file in (ROOT / "tests").rglob("test_*.py")
    )


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def text(request: pytest.FixtureRequest) -> str:
    """Return the text of one document."""
    return Path(request.param).read_text("utf-8")


@pytest.fixture(params=TEMPLATES)
def template(request: pytest.FixtureRequest) -> str:
    """Return the text of one template."""
    return (FOLDER / f"{request.param}.md").read_text("utf-8")


def test_there_are_documents_to_look_at() -> None:
    assert {f"{name}.md" for name in [*TEMPLATES, "README", "link"]} <= {p.name for p in DOCUMENTS}


def test_only_templates_have_something_to_fill_in() -> None:
    assert [path.stem for path in DOCUMENTS if unfilled(path.read_text("utf-8"))] == TEMPLATES


def test_placeholders_are_words_in_lower_case(template: str) -> None:
    assert [one for one in unfilled(template) if not LOWER_CASE_WORDS.fullmatch(one)] == []
    rest = PLACEHOLDER.sub("", template)
    assert "{{" not in rest
    assert "}}" not in rest


def test_what_is_to_be_filled_in_stands_in_the_table_and_nothing_else_does(template: str) -> None:
    table, rest = parts(template)
    assert sorted(listed(table)) == sorted(unfilled(table))
    assert set(listed(table)) == set(unfilled(rest))


def test_an_unfilled_placeholder_is_found(template: str) -> None:
    found = unfilled(template)
    assert found
    for placeholder in found:
        template = template.replace(placeholder, "filled")
        assert placeholder not in unfilled(template)
    assert unfilled(template) == []


def test_what_a_document_cites_exists(text: str) -> None:
    assert [span for span in cited(text) if missing(span)] == []


@pytest.mark.parametrize(
    "span",
    [
        "tests/web/test_sealed.py::test_that_never_was",
        "app/web/nothing.py",
        "NOTHING.md",
        "test_that_never_was",
        "test_nothing.py",
    ],
)
def test_what_does_not_exist_is_noticed(span: str) -> None:
    assert missing(span)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_links_lead_to_files(path: Path) -> None:
    targets = LINK.findall(FENCE.sub("", path.read_text("utf-8")))
    assert [target for target in targets if not (FOLDER / target).exists()] == []


def test_the_index_lists_every_document() -> None:
    index = (FOLDER / "README.md").read_text("utf-8")
    for path in DOCUMENTS:
        assert path.name == "README.md" or f"[{path.name}]({path.name})" in index


def test_claims_rest_on_tests() -> None:
    """Documents that make claims about the software cite at least ten tests each."""
    for name in ("accessibility-conformance", "data-protection", "hazard-log", "privacy-notice"):
        spans = cited((FOLDER / f"{name}.md").read_text("utf-8"))
        assert len({span for span in spans if "::" in span}) >= 10, name


def test_every_hazard_has_all_its_parts_and_a_number_of_its_own() -> None:
    log = (FOLDER / "hazard-log.md").read_text("utf-8")
    hazards = re.split(r"^### ", log, flags=re.MULTILINE)[1:]
    assert [hazard[:4] for hazard in hazards] == [f"H-{n:02}" for n in range(1, len(hazards) + 1)]
    assert len(hazards) >= 19
    for hazard in hazards:
        names = re.findall(r"^- \*\*([\w ]+):\*\*", hazard, re.MULTILINE)
        assert names == [
            *("Cause", "Effect", "Who meets it", "Controls", "What remains", "Severity"),
        ], hazard[:4]
        assert "**Likelihood:** {{likelihood agreed by the clinic}}" in hazard


def test_no_document_promises_too_much_or_names_an_amount(text: str) -> None:
    lines = [line for line in text.splitlines() if not line.startswith(NEVER)]
    assert [found[0] for line in lines for found in BANNED.finditer(line)] == []


@pytest.mark.parametrize(
    "words",
    [
        "HIPAA compliant",
        "100% confidential",
        "Anonymous.",
        "we guarantee",
        "5 mg",
        "2 grams",
    ],
)
def test_a_promise_or_an_amount_is_noticed(words: str) -> None:
    assert BANNED.search(words)


def test_no_document_names_a_person(text: str) -> None:
    assert [found[0] for found in PERSON.finditer(text)] == []


@pytest.mark.parametrize(
    "words", ["Dr. A. Nyone", "reviewed by Somebody", "write to nurse@clinic.org"]
)
def test_a_person_is_noticed(words: str) -> None:
    assert PERSON.search(words)


def test_staff_read_every_heading_that_a_result_can_have() -> None:
    macro = (ROOT / "templates/macros/result.html").read_text("utf-8").split("macro heading")[1]
    shown = re.findall(r'_\("([^"]+)"\)', macro.split("endmacro")[0])
    assert len(shown) >= 5
    for heading in (*shown, *PACK.levels.values()):
        assert f"**{heading}**" in (FOLDER / "staff.md").read_text("utf-8"), heading


def test_the_pictures_of_the_readme_are_small() -> None:
    shown = re.findall(r'<img src="([^"]+)"[^>]* alt="[^"]{20,}"', (ROOT / "README.md").read_text())
    assert len(shown) == 2
    assert sum((ROOT / path).stat().st_size for path in shown) <= 200 * 1024
