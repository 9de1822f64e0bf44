"""The picture of a result: only what applies, under the numbers that reasons and sections have."""

import re
from html import unescape

import pytest

from app.core.article import BODY_PARTS
from app.core.model import Pack
from app.web.result.body_map import body_map_markers
from tests.visitor import Page, Visitor

TOLD = {"heart": {"long-qt"}, "substances": {"alcohol"}, "health": {"liver", "kidney", "lungs"}}


@pytest.fixture
def result(begun: Visitor, pack: Pack) -> Page:
    """A result with several parts in its picture."""
    begun.answer_all(list(pack.questions), TOLD)
    return begun.get("/result")


def test_numbers_in_the_picture_are_those_of_the_sections(result: Page, pack: Pack) -> None:
    drawn = re.search(r'<figure class="pic".*?</figure>', result.html, re.DOTALL)
    assert drawn
    titles = re.findall(r'<h3 id="s(\d+)"><span class="n">(\d+)</span>(.*?)</h3>', result.html)
    numbered = {number: unescape(title) for place, number, title in titles if place == number}
    assert len(numbered) == len(titles)
    listed = re.findall(r'<span class="n">(\d+)</span> <a href="#s(\d+)">(.*?)</a>', drawn[0])
    assert listed
    for number, target, title in listed:
        assert number == target
        assert numbered[number] == unescape(title)
    marked = re.findall(r"\d+", " ".join(re.findall(r"<text[^>]*>(.*?)</text>", drawn[0])))
    assert sorted(marked) == sorted(number for number, _, _ in listed)


def test_reasons_point_to_sections_by_the_same_numbers(result: Page) -> None:
    for target, number in re.findall(r'<a href="#s(\d+)">(\d+) ', result.html):
        assert target == number


def test_every_part_that_applies_is_drawn_and_no_other(pack: Pack) -> None:
    sections = tuple(pack.sections.values())
    place = {section.id: number for number, section in enumerate(sections, start=1)}
    assert {mark.part for mark in body_map_markers(sections, place)} == set(BODY_PARTS)
    hearts = tuple(section for section in sections if section.picture == "heart")
    assert [mark.part for mark in body_map_markers(hearts, place)] == ["heart"]
    assert body_map_markers(tuple(s for s in sections if not s.picture), place) == ()


def test_parts_stand_in_the_order_of_their_first_number(pack: Pack) -> None:
    sections = tuple(pack.sections.values())[::-1]
    place = {section.id: number for number, section in enumerate(sections, start=1)}
    firsts = [place[mark.sections[0].id] for mark in body_map_markers(sections, place)]
    assert firsts == sorted(firsts)


def test_numbers_stand_three_on_a_line(pack: Pack) -> None:
    mixing = tuple(section for section in pack.sections.values() if section.picture == "medicines")
    place = {section.id: number for number, section in enumerate(mixing, start=1)}
    (mark,) = body_map_markers(mixing, place)
    assert mark.lines[0] == "1, 2, 3"
    assert ", ".join(mark.lines) == ", ".join(str(n) for n in range(1, len(mixing) + 1))


def test_without_a_concern_in_the_body_there_is_no_picture(begun: Visitor, pack: Pack) -> None:
    begun.answer_all(list(pack.questions), {})
    assert "Where the concerns are" not in begun.get("/result").html
