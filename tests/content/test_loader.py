"""Tests of the loader: the order of valid content, and a useful message for every problem."""

from pathlib import Path

import pytest

from app import create_app
from app.content.load.pack import load_pack
from app.content.problems import ContentError, Problem
from app.core.model import Pack
from app.core.rule import Level
from tests.content.mistakes import BREAKS, Break

LONELY = [
    Break("a duplicate key", "pack.toml", 'version = "1"', 'version = "1"\nversion = "2"', "no TOML"),
    Break("text not in quotes", "pack.toml", 'version = "1"', "version = 1", "expected text in quotes"),
    Break("no title", "pack.toml", 'title = "A small check"', "", "missing key 'title'"),
    Break("no heading for a level", "pack.toml", 'urgent = "Today"', "", "no heading for 'urgent'"),
    Break("a level unheard of", "rules/now.toml", '"urgent"', '"soon"', "expected one of standard,"),
    Break("a word for a list", "rules/now.toml", '\nevidence = ["RF-01"]', '\nevidence = "RF-01"', "a list"),
    Break("a status unheard of", "evidence/facts.toml", '"INF"\n', '"MEM"\n', "expected one of V1, V2"),
    Break("a missing file", "pack.toml", '"heart"]\nrules', '"heart", "lungs"]\nrules', "missing"),
    Break("an unlisted file", "pack.toml", '["now", "heart", "everyone"]', '["now", "everyone"]', "not listed"),
    Break("a second list", "journeys.toml", "[[journey]]", "[extra]\n[[journey]]", "unknown key 'extra'"),
    Break("listed twice", "pack.toml", '["us"]', '["us", "us"]', "listed twice"),
    Break("an id unlike its file", "flow/heart.toml", 'id = "heart"', 'id = "hart"', "expected the id 'heart'"),
    Break("an option twice", "flow/heart.toml", '"fainting"', '"long-qt"', "long-qt: duplicate id"),
    Break("no unsure", "flow/heart.toml", 'id = "unsure"', 'id = "maybe"', "no option 'unsure'"),
    Break("an unknown question", "journeys.toml", "heart = [", "hart = [", "'hart' is no question"),
    Break("an unknown section", "journeys.toml", '["heart"]\n\n', '["hart"]\n\n', "'hart' is no section"),
    Break("an action unheard of", "pack.toml", 'actions = ["emergency", ', 'actions = ["emergency", "flee", ', "an action that is no section"),
    Break("an example that fires", "rules/heart.toml", '[{ heart = ["none"] }]', '[{ heart = ["prefer-not"] }]', "is not silent for"),
    Break("a second floor", "rules/heart.toml", 'when = [{ heart = ["prefer-not"] }]', "when = []", "a second rule for everyone"),
    Break("no floor", "rules/everyone.toml", "when = []", 'when = [{ now = ["unsure"] }]', "no rule is for everyone"),
    Break("a high floor", "rules/everyone.toml", '"standard"', '"strong"', "expected the level 'standard'"),
    Break("no sections", "rules/now.toml", 'sections = ["emergency"]\nreason = "Call', 'sections = []\nreason = "Call', "shows no section"),
    Break("certainty off the scale", "article/heart.md", "certainty = 1", "certainty = 3", "expected 1 to 2, found 3"),
    Break("nothing to ask", "article/heart.md", "## Questions to ask\n\n- Is my heart well?", "", "has no 'Questions to ask'"),
    Break("a wrong way out", "regions/us.toml", '"https://www', '"http://www', "leave_url: expected an https:// address"),
    Break("no source at all", "evidence/facts.toml", 'text = "Ask kindly."\nstrength = ["GL"]\nsources = ["S1"]', 'text = "Ask kindly."\nstrength = ["GL"]\nsources = []', "has no source"),
    Break("a claim on no claim", "evidence/facts.toml", 'claims = ["RF-01"]', 'claims = ["RF-77"]', "rests on RF-77, which is no claim"),
    Break("a nameless report", "evidence/facts.toml", 'said_by = ["Heart Board"]', "", "expected said_by"),
    Break("no head", "article/heart.md", "```toml\nid", "```text\nid", "expected a head in a ```toml fence"),
    Break("a broken head", "article/heart.md", "certainty = 1", "certainty = ", "the head is no TOML"),
    Break("a pill of five words", "article/heart.md", 'pill = "Your heart"', 'pill = "Your heart and its rhythm"', "pill: expected 1 to 4 words, found 'Your heart and its rhythm'"),
    Break("no pill", "article/heart.md", 'pill = "Your heart"\n', "", "pill: expected 1 to 4 words, found ''"),
    Break("a phrase on a pill", "article/heart.md", 'pill = "Your heart"', 'pill = "Safe to use"', "article/heart.md: the banned phrase 'safe to'"),
    Break("a long short", "rules/heart.toml", 'short = "Kratom', f'short = "{"Leaf " * 16}Kratom', "heart-problem: short: expected 1 to 20 words, found 21"),
    Break("a missing short", "rules/heart.toml", 'short = "Kratom might change your pulse."\n', "", "heart-problem: short: expected 1 to 20 words, found 0"),
    Break("a foreign claim", "rules/heart.toml", 'short_evidence = ["CV-01"]', 'short_evidence = ["CV-01", "RF-01"]', "heart-problem: short_evidence: RF-01 is not among its evidence"),
    Break("a short without a claim", "rules/heart.toml", 'short_evidence = ["CV-01"]', "short_evidence = []", "has no citation; end it with the claims that it rests on (in 'Kratom might"),
    Break("a short without a hedge", "rules/heart.toml", "Kratom might change", "Kratom changes", "rests on CV-01, an inference"),
    Break("a strange heading", "article/heart.md", "## Questions to ask", "## Ask", "expected one of the headings"),
    Break("a small heading", "article/heart.md", "Leaf might", "### More\n\nLeaf might", "paragraphs and lists only, found h3"),
    Break("a link", "article/heart.md", "the pulse.", "the [pulse](https://example.org).", "no links, images, code or HTML"),
    Break("HTML", "article/heart.md", "the pulse.", "the <b>pulse</b>.", "no links, images, code or HTML"),
    Break("a table", "article/heart.md", "Leaf might", "> Leaf might", "paragraphs and lists only, found blockquote"),
    Break("a citation in the middle", "article/heart.md", "Leaf might", "Leaf [CV-01] might", "put the citations at the end"),
    Break("an emergency without a number", "rules/now.toml", 'call = "emergency"', "", "chest-pain: is an emergency; expected call"),
    Break("an emergency without its steps", "rules/now.toml", 'sections = ["emergency"]\nreason = "Call', 'sections = ["heart"]\nreason = "Call', "expected to show one of emergency, crisis"),
    Break("no crisis section", "pack.toml", 'actions = ["emergency", "crisis"]', 'actions = ["emergency"]', "actions: no 'crisis'"),
    Break("no urgent question", "flow/now.toml", "urgent = true", "", "questions: none is urgent"),
    Break("an unused group", "rules/groups.toml", "[any-heart]", '[old]\nheart = ["long-qt"]\n\n[any-heart]', "old: no rule uses this group"),
    Break("an empty list in a clause", "rules/heart.toml", 'when = [{ heart = ["prefer-not"] }]', 'when = [{ heart = ["prefer-not"], now = [] }]', "'now' with an empty list names no answer"),
    Break("an empty clause", "rules/heart.toml", 'when = [{ heart = ["prefer-not"] }]', 'when = [{ heart = ["prefer-not"] }, {}]', "a clause without answers can never be met"),
    Break("an impossible example", "rules/heart.toml", '[{ heart = ["fainting"] }]', '[{ heart = ["fainting", "none"] }]', "'heart: none' beside another answer"),
    Break("a journey that answers nothing", "journeys.toml", 'heart = ["long-qt"]', "heart = []", "'heart' with an empty list names no answer"),
    Break("a first that is not shown", "rules/heart.toml", 'sections = ["heart"]\nreason = "Your', 'sections = ["heart"]\nfirst = "basics"\nreason = "Your', "first: 'basics' is not among its sections"),
    Break("an id that is no slug", "flow/heart.toml", 'id = "fainting"', 'id = "Fainting fits"', "an id is lower-case letters"),
    Break("a group that is no slug", "rules/groups.toml", "[any-heart]", '["Any Heart"]\nheart = ["long-qt"]\n\n[any-heart]', "an id is lower-case letters"),
    Break("a claim of a strange name", "evidence/facts.toml", 'id = "SC-01"', 'id = "ask kindly"', "the id of a claim looks like CV-01"),
    Break("claims in a circle", "evidence/facts.toml", 'text = "Chest pain needs help at once."\nstrength = ["GL"]', 'text = "Chest pain needs help at once."\nclaims = ["CV-01"]\nstrength = ["GL"]', "rests on itself: RF-01 on CV-01 on RF-01"),
    Break("an empty text", "flow/heart.toml", 'label = "Fainting"', 'label = " "', "heart: option[1].label: is empty"),
    Break("an empty heading", "pack.toml", 'urgent = "Today"', 'urgent = ""', "levels.urgent: is empty"),
    Break("an empty emergency number", "regions/us.toml", '["911"]', '[""]', "us: emergency[0]: is empty"),
    Break("a wrong emergency number", "regions/us.toml", '["911"]', '["nine"]', "emergency: expected digits, found 'nine'"),
    Break("a day that is none", "regions/us.toml", '"2026-11-22"', '"2026-11-31"', "checked_on: expected YYYY-MM-DD"),
    Break("nothing on how it was checked", "regions/us.toml", '"in a test"', '""', "us: how: is empty"),
    Break("a line without a number", "regions/us.toml", 'how = "in a test"', 'how = "in a test"\n[[line]]\nkind = "crisis"\nname = "L"\nnumbers = []\nchecked_on = "soon"\nhow = "h"\nurl = "http://x"', "L: has no number"),
    Break("a line with a wrong number", "regions/us.toml", 'how = "in a test"', 'how = "in a test"\n[[line]]\nkind = "crisis"\nname = "L"\nnumbers = [{ say = "Call", tel = "1-2" }]\nchecked_on = "2026-11-22"\nhow = "h"', "L: tel: expected digits, found '1-2'"),
    Break("a list that is one table", "rules/now.toml", '[[rule]]\nid = "chest-pain"', '[rule]\nid = "chest-pain"', "rules/now.toml: "),
    Break("a list of words", "claims.toml", "[[said]]", 'said = ["x"]\n[[was]]', "claims.toml: said number 1: "),
    Break("two titles", "article/heart.md", "Leaf might", "# Another\n\nLeaf might", "one title only"),
    Break("prose among the questions", "article/heart.md", "- Is my heart well?", "Kratom heals.", "holds a list only: 'Kratom heals.'"),
    Break("a citation alone", "article/heart.md", "It was not studied. [CV-01]", "[CV-01]", "a citation without a sentence"),
    Break("a hidden definition", "article/heart.md", "Leaf might", "[hid]: https://example.org 'Kratom heals'\n\nLeaf might", "no definitions of links"),
    Break("an amount in a heading", "flow/heart.toml", 'label = "Fainting"', 'label = "Fainting"\ngroup = "Two - pills"', "fainting: an amount"),
    Break("an amount on the cover", "pack.toml", 'urgent = "Today"', 'urgent = "After **2** grams"', "pack.toml: an amount"),
    Break("a phrase in a help line", "regions/us.toml", 'how = "in a test"', 'how = "in a test"\nnote = "It is safe-to call."', "us: the banned phrase 'safe to'"),
    Break("a report that a rule does not name", "rules/heart.toml", '\nevidence = ["CV-01"]', '\nevidence = ["CV-01", "CV-02"]', "expected the name Heart Board"),
    Break("no meaning of a level", "pack.toml", 'urgent = "Several things."', "", "meanings: no meaning for 'urgent'"),
    Break("a review of nobody", "rules/now.toml", 'call = "emergency"', 'call = "emergency"\nreview = { reviewed_on = "2026-12-01", review_by = "2027-12-01" }', "chest-pain: review: expected the reviewer's name"),
    Break("a review without its days", "rules/now.toml", 'call = "emergency"', 'call = "emergency"\nreview = { reviewer = "A test" }', "chest-pain: review: expected YYYY-MM-DD, found ''"),
    Break("a review of a wrong day", "article/heart.md", 'rests_on = "Inference."', 'rests_on = "Inference."\nreview = { reviewer = "A test", reviewed_on = "soon", review_by = "2027-12-01" }', "heart: review: expected YYYY-MM-DD, found 'soon'"),
    Break("one table for a list", "journeys.toml", "[[journey]]", "[journey]", "expected [[journey]], found [journey]"),
    Break("a journey's level", "journeys.toml", '"strong"', '"urgent"', "ends in 'strong', expected 'urgent'"),
]  # fmt: skip
"""Mistakes that must be tested alone, because they would hide others."""


def broken(folder: Path, mistake: Break) -> None:
    path = folder / mistake.file
    text = path.read_text("utf-8")
    assert mistake.old in text, f"nothing to break in {mistake.file}"
    path.write_text(text.replace(mistake.old, mistake.new, 1), "utf-8")


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(ContentError) as raised:
        load_pack(folder)
    assert str(raised.value).splitlines() == [str(problem) for problem in raised.value.problems]
    return raised.value.problems


@pytest.mark.parametrize("mistake", BREAKS + LONELY, ids=lambda mistake: mistake.name)
def test_a_mistake_is_named_with_its_file(small_files: Path, mistake: Break) -> None:
    broken(small_files, mistake)
    assert any(mistake.says in str(found) for found in problems_of(small_files))


def test_all_mistakes_are_named_at_once(small_files: Path) -> None:
    for mistake in BREAKS:
        broken(small_files, mistake)
    messages = "\n".join(str(found) for found in problems_of(small_files))
    assert [mistake.name for mistake in BREAKS if mistake.says not in messages] == []
    assert len(BREAKS) >= 15


def test_a_missing_short_is_one_problem(small_files: Path) -> None:
    broken(small_files, Break("", "rules/now.toml", 'short = "Chest pain needs help now."', "", ""))
    assert len(problems_of(small_files)) == 1


def test_a_file_in_another_alphabet_is_named(small_files: Path) -> None:
    (small_files / "article" / "heart.md").write_bytes(b"caf\xe9")
    (small_files / "flow" / "heart.toml").write_bytes(b"\xff")
    messages = [str(problem) for problem in problems_of(small_files)]
    assert "article/heart.md: not in UTF-8: byte 4" in messages
    assert "flow/heart.toml: not in UTF-8: byte 1" in messages


def test_a_pack_without_a_cover_says_so(tmp_path: Path) -> None:
    assert [str(problem) for problem in problems_of(tmp_path)] == ["pack.toml: the file is missing"]


def test_a_check_with_a_fault_does_not_start(small_files: Path) -> None:
    broken(small_files, BREAKS[0])
    with pytest.raises(ContentError):
        create_app({"questions": small_files, "development": True})


def test_a_journey_names_what_it_shows(small_files: Path) -> None:
    wrong = Break("", "journeys.toml", 'sections = ["heart"]', 'sections = ["basics"]', "")
    broken(small_files, wrong)
    assert str(problems_of(small_files)[0]).endswith("shows heart, basics; expected basics")


def test_sound_content_loads_in_its_order(small_pack: Pack) -> None:
    assert list(small_pack.questions) == ["now", "heart"]
    assert [rule.id for rule in small_pack.rules][-1] == "everyone"
    assert small_pack.levels[Level.EMERGENCY] == "Now"
    assert [paragraph.bullet for paragraph in small_pack.sections["basics"].body] == [False, True]


def test_a_claim_without_sources_has_those_of_the_claims_under_it(small_pack: Pack) -> None:
    assert [source.id for source in small_pack.sources_of(("CV-01", "CV-02"))] == ["S1", "S2"]
