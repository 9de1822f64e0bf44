"""The paper edition: its printed key gives the same level and sections as the check."""

import re
from html import unescape
from itertools import combinations

import pytest
from flask import Flask

from app.content.checks.wording import find_amount
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Pack
from app.core.rule import AnswerPair, Answers
from app.core.screening import assess
from app.core.statements import narrowest, statements
from tests.random_visits import random_visits
from tests.visitor import Page, Visitor

KeyRow = tuple[list[set[str]], int, set[int]]
"""A row of the key: sets with one ticked box each, the level, and the sections to read."""


def text(html: str) -> str:
    """Return the visible text of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


class Sheet:
    """The paper edition, read from its printed words alone."""

    def __init__(self, page: Page) -> None:
        sheet = page.html.split('<article class="sheet paper">')[1].split("</article>")[0]
        questions, _, rest = sheet.partition('<section class="key">')
        self.questions = text(questions)
        self.boxes = [
            text(box)
            for box in re.findall(r"<li>(<span class=\"code\">.*?)</li>", questions, re.DOTALL)
        ]
        letters = re.findall(r"<li><b>([A-Z])</b> ([^<]*)</li>", rest)
        self.letters = {letter: set(codes.split(", ")) for letter, codes in letters}
        rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>", rest)
        self.rows = [self.row(*map(text, row)) for row in rows]
        everyone = re.search(r"Everyone: ([\d, ]+)\.", rest)
        assert everyone
        self.everyone = {int(number) for number in everyone[1].split(", ")}
        named = re.findall(r"<li><span class=\"code\">(\d+)</span> ([^<]*)</li>", rest)
        self.sections = {int(number): unescape(title) for number, title in named}

    def row(self, ticked: str, level: str, read: str) -> KeyRow:
        """Return a row of the key, with its letters spelled out."""
        sets = [self.letters.get(one, set(one.split(", "))) for one in ticked.split(" and ")]
        return sets, int(level[0]), {int(number) for number in read.split(", ")}

    def read(self, ticked: set[str]) -> tuple[int, set[int]]:
        """Return the level and the sections for someone who ticked these boxes.

        As the sheet says, no box counts twice in a row.
        """
        found = [row for row in self.rows if has_different_boxes(row[0], ticked)]
        level = max([1, *(level for _, level, _ in found)])
        return level, self.everyone.union(*(sections for _, _, sections in found))


def has_different_boxes(sets: list[set[str]], ticked: set[str]) -> bool:
    """True if each set has a ticked box that no other set needs."""
    if not sets:
        return True
    return any(has_different_boxes(sets[1:], ticked - {box}) for box in sets[0] & ticked)


@pytest.fixture(scope="module")
def sheet(app: Flask) -> Sheet:
    """Return the paper edition of the real content."""
    return Sheet(Visitor(app.test_client()).get("/paper"))


@pytest.fixture(scope="module")
def names(app: Flask) -> dict[str, set[str]]:
    """Return the list for the front desk: each name with its boxes."""
    html = Visitor(app.test_client()).get("/paper/names").html
    found = re.findall(r"<li>([^<]*) <b>([\d. ]+)</b></li>", html)
    return {unescape(name): set(codes.split()) for name, codes in found}


def may_be_one_thing(pack: Pack, answers: Answers) -> bool:
    """True if two of the answers may tell of one thing; paper cannot know, and counts both."""
    told = statements(pack, answers)
    names = (pack.medicines[name].counts_as for name in answers.get(MEDICINE, ()))
    has_two_boxes = any(len(narrowest(pack.statements, pairs)) > 1 for pairs in names)
    return has_two_boxes or any(one.may_repeat(other) for one, other in combinations(told, 2))


def codes_of(pack: Pack, answers: Answers) -> set[str]:
    """Return the boxes of a visit, by their positions on the sheet, and those of its names."""
    return {
        f"{number}.{position}"
        for number, (id, question) in enumerate(pack.questions.items(), start=1)
        for position, option in enumerate(question.option, start=1)
        if option.id in answers.get(id, ()) or (id, option.id) in boxes_of_names(pack, answers)
    }


def boxes_of_names(pack: Pack, answers: Answers) -> set[AnswerPair]:
    """Return the answers that the list for the front desk gives for the names in a visit."""
    names = (pack.medicines[name].counts_as for name in answers.get(MEDICINE, ()))
    return set().union(*(narrowest(pack.statements, pairs) for pairs in names))


def test_the_printed_key_judges_as_the_check_does(pack: Pack, sheet: Sheet) -> None:
    numbers = {id: number for number, id in enumerate(pack.sections, start=1)}
    for answers in random_visits(pack, 1000, seed=3):
        result = assess(pack, answers)
        level, sections = sheet.read(codes_of(pack, answers))
        shown = {numbers[section.id] for section in result.sections}
        if may_be_one_thing(pack, answers):
            assert level >= result.level.value, answers
            assert sections >= shown, answers
        else:
            assert level == result.level.value, answers
            assert sections == shown, answers


def test_every_answer_alone_leads_where_it_leads_in_the_check(pack: Pack, sheet: Sheet) -> None:
    quiet = {id: question.exclusive_options for id, question in pack.questions.items()}
    for id, question in pack.questions.items():
        for option in question.option:
            answers = quiet | {id: frozenset({option.id})}
            level, sections = sheet.read(codes_of(pack, answers))
            result = assess(pack, answers)
            assert level == result.level.value
            assert len(sections) == len(result.sections)


def test_every_word_of_the_questions_is_on_the_sheet(pack: Pack, sheet: Sheet) -> None:
    for question in pack.questions.values():
        assert question.text in sheet.questions
        assert " ".join(question.hint.split()) in sheet.questions
        for option in question.option:
            assert any(option.label in box for box in sheet.boxes), option.id
            assert option.hint in sheet.questions
    assert len(sheet.boxes) == sum(len(question.option) for question in pack.questions.values())
    private = [question.private for question in pack.questions.values() if question.private]
    assert not any(words in sheet.questions for words in private)


def test_sections_have_the_numbers_of_the_article(visitor: Visitor, sheet: Sheet) -> None:
    page = visitor.get("/article")
    numbered = re.findall(
        r'<h3 id="s(\d+)"><span class="n" aria-hidden="true">\1</span>(.*?)</h3>', page.html
    )
    assert sheet.sections == {int(number): unescape(title) for number, title in numbered}


def test_a_name_stands_for_the_boxes_that_its_medicine_leads_to(
    pack: Pack, names: dict[str, set[str]]
) -> None:
    for medicine in pack.medicines.values():
        boxes = codes_of(pack, {MEDICINE: frozenset({medicine.id})})
        for name in (medicine.id,) if medicine.unbranded else medicine.terms:
            assert names[name] == boxes if name in names else re.search(r"\d ?mg|\d-\d\d", name)
    unknown = codes_of(pack, {MEDICINES: frozenset({UNKNOWN_NAME})})
    assert all(names[name] == unknown for name in pack.ambiguous if name in names)
    assert len(names) > 7500


def test_no_amount_is_printed(names: dict[str, set[str]]) -> None:
    measured = [name for name in names if find_amount(name) or "mg" in name.split()]
    assert measured == ["222 tablets", "glp-1 shot"]  # a product name, and a category of medicines


def test_no_brand_of_kratom_is_printed(pack: Pack, names: dict[str, set[str]]) -> None:
    hidden = [m for m in pack.medicines.values() if m.unbranded]
    assert hidden
    for medicine in hidden:
        assert not (set(medicine.terms) - {medicine.id}) & names.keys()


@pytest.mark.parametrize("path", ["/paper", "/paper/names", "/s/t3st/paper"])
def test_it_says_which_content_it_was_made_from(visitor: Visitor, pack: Pack, path: str) -> None:
    page = visitor.get(path)
    assert f"ontent version {pack.version}, {pack.digest}" in page.html
    assert "reviewed" in page.html


def test_numbers_and_words_are_those_of_the_clinic(visitor: Visitor) -> None:
    page = visitor.get("/s/t3st/paper")
    assert "From Riverbend Community Clinic." in page.html
    assert "tel:911" in page.html
    assert visitor.client.get("/s/none/paper").location == "/paper"


def test_names_and_answers_are_nothing_that_a_sheet_keeps(visitor: Visitor) -> None:
    assert MEDICINE not in {tag.get("name") for _, tag in visitor.get("/paper").tags}
