"""What tests of the judgement share: answers and rules in few words."""

from app.core.model import Pack
from app.core.rule import Answers, Clause, Level, Rule


def given(**answers: str) -> Answers:
    """Answers written as words: `heart="long-qt fainting"`."""
    return {question: frozenset(options.split()) for question, options in answers.items()}


def whole(pack: Pack, **answers: str) -> Answers:
    """Every question answered, with none where nothing is given."""
    return {id: frozenset({"none"}) for id in pack.questions} | dict(given(**answers))


def rule(*when: Clause, level: Level = Level.STRONG, call: str = "") -> Rule:
    return Rule("r", when, level, ("s",), "why", ("E",), call=call)  # type: ignore[arg-type]  # a word from a test
