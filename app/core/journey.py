"""Where a visit stands: derived from the answers each time, never stored."""

from app.core.model import MEDICINE, MEDICINES, Pack, Question
from app.core.rule import Answers


class Incomplete(LookupError):
    """Raised when a result is asked for too early; `question` is the first that is open."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.id)
        self.question = question


def known_answers(pack: Pack, answers: Answers) -> Answers:
    """The answers that the pack still knows: an id gone from newer content does not count."""
    found = {
        id: chosen & pack.questions[id].option_ids
        for id, chosen in answers.items()
        if id in pack.questions
    }
    if MEDICINE in answers:  # few names beside a table of very many
        found[MEDICINE] = frozenset(name for name in answers[MEDICINE] if name in pack.medicines)
    return {id: chosen for id, chosen in found.items() if chosen}


def with_medicine_categories(pack: Pack, answers: Answers) -> Answers:
    """The answers with what the medicines found by name lead to: derived each time, never kept."""
    named = answers.get(MEDICINE, frozenset())
    if not named:
        return answers
    kinds = frozenset[str]().union(*(pack.medicines[name].options for name in named))
    return {**answers, MEDICINES: answers.get(MEDICINES, frozenset()) | kinds}


def next_unanswered(pack: Pack, answers: Answers) -> Question | None:
    """The first question without an answer that counts; None when all have one."""
    given = (
        with_medicine_categories(pack, known_answers(pack, answers))
        if MEDICINE in answers
        else answers
    )
    for id, question in pack.questions.items():
        if question.option_ids.isdisjoint(given.get(id, ())):
            return question
    return None


def has_red_flag(pack: Pack, answers: Answers) -> bool:
    """Whether an urgent question has an answer other than `none`: then the rest is optional."""
    return any(
        answers.get(question.id, frozenset()) - question.exclusive_options
        for question in pack.questions.values()
        if question.urgent
    )


def require_result(pack: Pack, answers: Answers) -> None:
    """Return if the answers suffice for a result.

    :raise Incomplete: a question is open and no sign of danger makes it optional.
    """
    open_question = next_unanswered(pack, answers)
    if open_question and not has_red_flag(pack, known_answers(pack, answers)):
        raise Incomplete(open_question)
