"""What to do besides calling or talking to someone, and what not. Never an amount."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from app.core.evidence import UNREVIEWED, Review
from app.core.rule import Clause, Statement, are_met

Line = Literal["hold", "kratom", "stop", "sleepy", "signs", "helper", "step"]
"""Where an instruction stands.

`hold`, `kratom`, `stop` and `sleepy` are the lines of "Until then". `signs` are more signs to call
the emergency number for. In an emergency, `helper` is for whoever is with the person, and `step` is
for everybody.
"""

LINES: tuple[Line, ...] = get_args(Line)
"""All lines, in the order in which a result shows them."""

UNTIL_THEN: tuple[Line, ...] = ("hold", "kratom", "stop", "sleepy")
"""The lines of "Until then", in their order."""


@dataclass(frozen=True)
class Instruction:
    """One sentence or two of a line. All that apply are said, so one more answer only adds.

    It applies if different statements meet all clauses, and the result holds what `hold` names.
    `beside_hold` is said instead of `text` if the result holds a medicine: "your other medicines".
    """

    id: str
    line: Line
    text: str
    evidence: tuple[str, ...]
    when: tuple[Clause, ...] = ()
    hold: str = ""
    beside_hold: str = ""
    review: Review = UNREVIEWED

    def applies(self, statements: Collection[Statement], held: Collection[str]) -> bool:
        """True if the clauses are met, and the medicine to hold, if there is one, is held."""
        return (not self.hold or self.hold in held) and are_met(self.when, statements)

    def says(self, held: Collection[str]) -> str:
        """The text beside these held medicines."""
        return self.beside_hold if held and self.beside_hold else self.text


def instructions_by_line(
    instructions: Iterable[Instruction],
    statements: Collection[Statement],
    held: Collection[str],
) -> Mapping[Line, tuple[Instruction, ...]]:
    """Return the instructions that apply, by line, in the order of `LINES`; no line is empty."""
    applying = [one for one in instructions if one.applies(statements, held)]
    return dict(_by_line(applying))


def _by_line(applying: list[Instruction]) -> Iterator[tuple[Line, tuple[Instruction, ...]]]:
    for line in LINES:
        if found := tuple(one for one in applying if one.line == line):
            yield line, found
