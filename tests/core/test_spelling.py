"""Spelling: normalization, the stages of removing words, and the search for near names."""

import pytest

from app.core.medicines.spelling import DeletionIndex, NameStripper, fold, normalize, tokenize
from tests.core.names.small import READING


def test_folding_takes_case_accents_and_marks_away() -> None:
    assert fold("Ácido ÜRICO ß") == "acido urico ss"
    assert normalize("St. John's-Wort 5%") == "stjohnswort5"
    assert tokenize("Claritin-D 24’h, St. John's") == ("claritin", "d", "24’h", "st", "john's")


def test_stages_leave_out_more_and_more() -> None:
    stages = list(NameStripper(READING).stages("my Zocor ER 10-325 for fat"))
    whole = "myzocorer10325forfat"
    assert [stage.normalized for stage in stages] == [
        whole,
        "myzocorer",
        "zocorer",
        "zocor",
        "zocor",
    ]
    assert [stage.forms for stage in stages] == [(), (), (), ("er",), ("er",)]
    assert all(stage.number and stage.pair for stage in stages[1:])
    (_, plain, *_) = NameStripper(READING).stages("zocor 10 mg")
    assert not plain.number
    assert not plain.pair
    (_, mixed, *_) = NameStripper(READING).stages("zocor 10 mg 20")
    assert mixed.number


@pytest.mark.parametrize("edits", [1, 2, 3])
def test_neighbours_are_all_within_so_many_edits_and_no_other(edits: int) -> None:
    names = ["zoloft", "zolort", "zocor", "sertraline", "sertralina", "xanax", "za", "zo"]
    near = DeletionIndex(names).search("zolofr", edits)
    distances = {"zoloft": 1, "zolort": 2, "zocor": 2}
    assert near == {name: far for name, far in distances.items() if far <= edits}
    assert DeletionIndex(["ab", "ab", "ba"]).search("ab", 1) == {"ab": 0, "ba": 1}
    assert DeletionIndex(["abcdefghij"]).search("xabcdefghijx", 2) == {"abcdefghij": 2}
    assert len(DeletionIndex([f"name{n}" for n in range(9)]).search("name", 3)) == 9
