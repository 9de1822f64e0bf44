"""Amounts and phrases are found however they are written."""

import pytest

from app.content.wording import AMOUNT, has_any


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
    ],
)
def test_an_amount_is_found(text: str) -> None:
    assert AMOUNT.search(f"Some take {text} of it.")


@pytest.mark.parametrize(
    "text",
    ["one in six", "a tablet or an injection", "7-OH gummies", "12 adults", "911", "2 of 4", "mg"],
)
def test_what_is_no_amount_passes(text: str) -> None:
    assert not AMOUNT.search(f"They spoke of {text} there.")


@pytest.mark.parametrize(
    "text", ["game changer", "Game-Changer", "game-\nchanger", "100 %", "100%"]
)
def test_a_phrase_is_found_however_it_is_parted(text: str) -> None:
    assert has_any(f"It is a {text}.", ("game-changer", "100%"))


@pytest.mark.parametrize("text", ["unsafe to", "safe tool", "whoever", "1100%"])
def test_only_whole_words_count(text: str) -> None:
    assert not has_any(text, ("safe to", "who", "100%"))
