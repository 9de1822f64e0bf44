"""Whole visits at random: the same ones in every run."""

from collections.abc import Iterator
from random import Random

from app.core.journey import known_answers
from app.core.model import MEDICINE, MEDICINES, UNKNOWN_NAME, Pack
from app.core.rule import Answers

CALM = 0.6
"""How many questions of a visit are answered by "none"."""


def random_visits(pack: Pack, count: int, seed: int = 1) -> Iterator[Answers]:
    """Visits with up to four answers to a question and up to three medicines by name."""
    # Sampled for tests; nothing is kept secret by it.
    random = Random(seed)  # noqa: S311  # not for keys
    for _ in range(count):
        yield _visit(pack, random)


def _visit(pack: Pack, random: Random) -> Answers:
    answers = {}
    for id, question in pack.questions.items():
        asked = [option.id for option in question.visible_options if not option.quiet]
        asked += [UNKNOWN_NAME] if id == MEDICINES else []
        calm = random.random() < CALM
        answers[id] = (
            question.exclusive_options
            if calm
            else frozenset(random.sample(asked, random.randint(1, 4)))
        )
    if random.random() < 1 - CALM:
        answers[MEDICINE] = frozenset(random.sample(sorted(pack.medicines), random.randint(1, 3)))
        answers[MEDICINES] -= pack.questions[MEDICINES].exclusive_options
    return known_answers(pack, answers)
