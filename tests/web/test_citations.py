"""Sources on a result: every statement cites one, and no link reveals which was opened."""

import re

from tests.visitor import Visitor
from tests.web.visits import result_for


def test_every_reason_and_paragraph_of_a_result_ends_in_a_source(visitor: Visitor) -> None:
    html = result_for(visitor, heart="long-qt", kratom="daily", substances="alcohol").html
    sources = visitor.get("/result/sources").html
    cited = re.compile(r'<a class="cite" href="result/sources">\[([\d, ]+)\]</a>$')
    why = html.split('<ul class="why">')[1].split("</ul>")[0]
    reasons = re.findall(r"<li>.*?</li>", why, re.DOTALL)
    articles = re.findall(r'<article class="art".*?</article>', html, re.DOTALL)
    assert reasons
    assert articles
    for reason in reasons:
        assert 'class="cite"' in reason
    for section in articles:
        paragraphs = re.findall(r"<p>(.*?)</p>", section, re.DOTALL)
        assert paragraphs
        for paragraph in paragraphs:
            citation = cited.search(paragraph)
            assert citation
            assert all(f'value="{number}"' in sources for number in citation[1].split(", "))


def test_an_address_on_a_result_does_not_tell_which_source_was_followed(visitor: Visitor) -> None:
    """A source's number reveals its topic, so no link on a result contains one."""
    page = result_for(visitor, heart="long-qt", kratom="daily")
    fragments = {tag["href"] for tag in page.all("a") if tag["href"].startswith("#")}
    assert fragments
    for fragment in fragments:
        assert re.fullmatch(r"#(main|help)", fragment)
    assert len({tag["href"] for tag in page.all("a", class_="cite")}) == 1


def test_sources_of_a_result_are_those_that_it_cites(visitor: Visitor) -> None:
    html = result_for(visitor, heart="long-qt").html
    cited = {
        n
        for found in re.findall(r'class="cite"[^>]*>\[([\d, ]+)\]', html)
        for n in found.split(", ")
    }
    page = visitor.get("/result/sources")
    assert {tag["value"] for tag in page.all("li") if "value" in tag} == cited
    assert page.title == "Your sources – Kratom safety check"
