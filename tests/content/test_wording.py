"""Tests that amounts and phrases are found in any typography."""

import pytest

from app.content.checks.wording import contains_phrase, find_amount


@pytest.mark.parametrize(
    "text",
    [
        "2 grams",
        "2g",
        "10 mg",
        "0.5 g",
        "half a teaspoon",
        "½ tsp",
        "a teaspoon",
        "two capsules",
        "3-gram",
        "Ten doses",
        "an ounce",
        "1 scoop",
        "five gummies",
        "twelve capsules",
        "a handful of pills",
        "a few pills",
        "a couple of shots",
        "2 **grams**",
        "*two*\u00a0pills",
        "3\u2011gram",
        "a doses of it every 4 hours",
        "a cup every two to three hours",
        "some twice a day",
        "three times per day",
        "it once daily",
    ],
)
def test_an_amount_is_found(text: str) -> None:
    assert find_amount(f"Some take {text} of it.")


@pytest.mark.parametrize(
    "text",
    [
        "every day",
        "twice as often",
        "once",
        "a few people",
        "one in six",
        "a tablet or an injection",
        "7-OH gummies",
        "12 adults",
        "911",
        "2 of 4",
        "mg",
    ],
)
def test_what_is_no_amount_passes(text: str) -> None:
    assert not find_amount(f"They spoke of {text} there.")


@pytest.mark.parametrize(
    "text",
    ["game changer", "Game-Changer", "game-\nchanger", "100 %", "100%", "**game**\u2011changer"],
)
def test_a_phrase_is_found_however_it_is_parted(text: str) -> None:
    assert contains_phrase(f"It is a {text}.", ("game-changer", "100%"))


@pytest.mark.parametrize("text", ["unsafe to", "safe tool", "whoever", "1100%"])
def test_only_whole_words_count(text: str) -> None:
    assert not contains_phrase(text, ("safe to", "who", "100%"))
