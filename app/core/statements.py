"""Statements: the answers of a visit as separate things that a person told us.

A rule counts each of them once, so that one medicine, told twice, is not two risks.
"""

from collections.abc import Iterable, Mapping

from app.core.model import MEDICINE, Pack, Question
from app.core.rule import AnswerPair, Answers, Statement, as_pairs


def option_statements(questions: Iterable[Question]) -> Mapping[AnswerPair, Statement]:
    """Return the statement that ticking each option makes, with all that the option is a kind of.

    If A is a kind of B, and B a kind of C, then A counts as all three.
    """
    direct = {
        (question.id, option.id): as_pairs(option.counts_as)
        for question in questions
        for option in question.option
    }
    return {pair: Statement(pair, with_implied(direct, frozenset({pair}))) for pair in direct}


def with_implied(
    implied: Mapping[AnswerPair, frozenset[AnswerPair]], pairs: frozenset[AnswerPair]
) -> frozenset[AnswerPair]:
    """Return the answers and all that they imply, directly or through another one."""
    more = pairs.union(*(implied.get(pair, frozenset()) for pair in pairs))
    return pairs if more == pairs else with_implied(implied, more)


def narrowest(
    statements: Mapping[AnswerPair, Statement], pairs: frozenset[AnswerPair]
) -> frozenset[AnswerPair]:
    """Return the answers without those that another one of them is a kind of."""
    wider = (statements[pair].counts_as - {pair} for pair in pairs)
    return pairs.difference(*wider)


def statements(pack: Pack, answers: Answers) -> tuple[Statement, ...]:
    """Return what these answers tell: a statement for each ticked option and each substance.

    A substance in several medicines is told once: a rule could not count it again.

    :raise KeyError: an answer is not in the pack; `known_answers` removes such answers.
    """
    ticked = (
        pack.statements[id, option]
        for id, options in answers.items()
        if id != MEDICINE
        for option in options
    )
    named = (
        substance
        for name in answers.get(MEDICINE, ())
        for substance in pack.medicines[name].substances
    )
    return tuple(dict.fromkeys((*ticked, *named)))
