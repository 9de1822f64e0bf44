"""The body map of a result: only relevant parts, numbered like the reasons and sections."""

import re
from html import unescape

import pytest

from app.core.article import BODY_PARTS
from app.core.model import Pack
from app.web.result.body_map import body_map_markers
from tests.visitor import Page, Visitor

ANSWERS = {"heart": {"long-qt"}, "substances": {"alcohol"}, "health": {"liver", "kidney", "lungs"}}


@pytest.fixture
def result(begun: Visitor, pack: Pack) -> Page:
    """Return a result whose body map shows several parts."""
    begun.answer_all(list(pack.questions), ANSWERS)
    return begun.get("/result")


def test_numbers_in_the_picture_are_those_of_the_sections(result: Page, pack: Pack) -> None:
    figure = re.search(r'<figure class="pic".*?</figure>', result.html, re.DOTALL)
    assert figure
    titles = re.findall(r'<h3 id="s(\d+)"><span class="n">(\d+)</span>(.*?)</h3>', result.html)
    numbered = {number: unescape(title) for anchor, number, title in titles if anchor == number}
    assert len(numbered) == len(titles)
    listed = re.findall(r'<span class="n">(\d+)</span> <a href="#s(\d+)">(.*?)</a>', figure[0])
    assert listed
    for number, target, title in listed:
        assert number == target
        assert numbered[number] == unescape(title)
    shown = re.findall(r"\d+", " ".join(re.findall(r"<text[^>]*>(.*?)</text>", figure[0])))
    assert sorted(shown) == sorted(number for number, _, _ in listed)


def test_reasons_point_to_sections_by_the_same_numbers(result: Page) -> None:
    for target, number in re.findall(r'<a href="#s(\d+)">(\d+) ', result.html):
        assert target == number


def test_every_part_that_applies_is_drawn_and_no_other(pack: Pack) -> None:
    sections = tuple(pack.sections.values())
    numbers = {section.id: number for number, section in enumerate(sections, start=1)}
    assert {marker.part for marker in body_map_markers(sections, numbers)} == set(BODY_PARTS)
    heart_sections = tuple(section for section in sections if section.picture == "heart")
    assert [marker.part for marker in body_map_markers(heart_sections, numbers)] == ["heart"]
    assert body_map_markers(tuple(s for s in sections if not s.picture), numbers) == ()


def test_parts_stand_in_the_order_of_their_first_number(pack: Pack) -> None:
    sections = tuple(pack.sections.values())[::-1]
    numbers = {section.id: number for number, section in enumerate(sections, start=1)}
    first_numbers = [
        numbers[marker.sections[0].id] for marker in body_map_markers(sections, numbers)
    ]
    assert first_numbers == sorted(first_numbers)


def test_numbers_stand_three_on_a_line(pack: Pack) -> None:
    medicine_sections = tuple(
        section for section in pack.sections.values() if section.picture == "medicines"
    )
    numbers = {section.id: number for number, section in enumerate(medicine_sections, start=1)}
    (marker,) = body_map_markers(medicine_sections, numbers)
    assert marker.lines[0] == "1, 2, 3"
    assert ", ".join(marker.lines) == ", ".join(
        str(n) for n in range(1, len(medicine_sections) + 1)
    )


def test_without_a_concern_in_the_body_there_is_no_picture(begun: Visitor, pack: Pack) -> None:
    begun.answer_all(list(pack.questions), {})
    assert "Where the concerns are" not in begun.get("/result").html
