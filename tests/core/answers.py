"""Shared helpers for the tests of the assessment: short ways to write answers and rules."""

from app.core.model import Pack
from app.core.rule import Answers, Clause, Level, Rule, Statement, as_pairs


def given(**answers: str) -> Answers:
    """Return answers from option ids separated by spaces: `heart="long-qt fainting"`."""
    return {question: frozenset(options.split()) for question, options in answers.items()}


def whole(pack: Pack, **answers: str) -> Answers:
    """Return an answer for every question of the pack: those given, else `none`."""
    return {id: frozenset({"none"}) for id in pack.questions} | dict(given(**answers))


def tell(answers: Answers) -> tuple[Statement, ...]:
    """Return a statement for each answer, which counts as that answer only."""
    return tuple(Statement(pair, frozenset({pair})) for pair in as_pairs(answers))


def rule(*when: Clause, level: Level = Level.STRONG, call: str = "") -> Rule:
    """Return a rule "r" with these clauses, level and call."""
    return Rule("r", when, level, ("s",), "why", ("E",), call=call)  # type: ignore[arg-type]  # any text, from a test
