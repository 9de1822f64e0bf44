"""Random visits, the same in every run."""

from collections.abc import Iterator
from random import Random

from app.core.journey import known_answers
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Pack
from app.core.rule import Answers

CALM = 0.6
"""The share of questions answered with "none"."""


def random_visits(pack: Pack, count: int, seed: int = 1) -> Iterator[Answers]:
    """Yield visits with up to four answers per question and up to three named medicines."""

    random = Random(seed)  # noqa: S311  # repeatable, not secret
    for _ in range(count):
        yield _visit(pack, random)


def _visit(pack: Pack, random: Random) -> Answers:
    answers = {}
    for id, question in pack.questions.items():
        options = [option.id for option in question.visible_options if not option.quiet]
        options += [UNKNOWN_NAME] if id == MEDICINES else []
        is_calm = random.random() < CALM
        answers[id] = (
            question.exclusive_options
            if is_calm
            else frozenset(random.sample(options, random.randint(1, 4)))
        )
    if random.random() < 1 - CALM:
        answers[MEDICINE] = frozenset(random.sample(sorted(pack.medicines), random.randint(1, 3)))
        answers[MEDICINES] -= pack.questions[MEDICINES].exclusive_options
    return known_answers(pack, answers)
