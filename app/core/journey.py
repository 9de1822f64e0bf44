"""Progress through the questions: derived from the answers on each request, never stored."""

from app.core.model import MEDICINE, MEDICINES, Pack, Question
from app.core.rule import Answers


class Incomplete(LookupError):
    """Raised if a result is requested too early. `question` is the first unanswered one."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.id)
        self.question = question


def known_answers(pack: Pack, answers: Answers) -> Answers:
    """Return the answers without ids that this version of the content does not have.

    Questions left without an answer are dropped.
    """
    valid = {
        id: options & pack.questions[id].option_ids
        for id, options in answers.items()
        if id in pack.questions
    }
    if MEDICINE in answers:  # a few lookups cost less than a set of the whole table
        valid[MEDICINE] = frozenset(name for name in answers[MEDICINE] if name in pack.medicines)
    return {id: options for id, options in valid.items() if options}


def with_medicine_categories(pack: Pack, answers: Answers) -> Answers:
    """Return the answers plus the `MEDICINES` options that the named medicines imply.

    Derived on every read, never stored (spec section 2).

    :raise KeyError: a named medicine is not in the pack; `known_answers` removes such names.
    """
    names = answers.get(MEDICINE, frozenset())
    if not names:
        return answers
    categories = frozenset[str]().union(*(pack.medicines[name].options for name in names))
    return {**answers, MEDICINES: answers.get(MEDICINES, frozenset()) | categories}


def next_unanswered(pack: Pack, answers: Answers) -> Question | None:
    """Return the first question without a valid answer, or None if every question has one."""
    all_answers = (
        with_medicine_categories(pack, known_answers(pack, answers))
        if MEDICINE in answers
        else answers
    )
    for id, question in pack.questions.items():
        if question.option_ids.isdisjoint(all_answers.get(id, ())):
            return question
    return None


def has_red_flag(pack: Pack, answers: Answers) -> bool:
    """True if an urgent question has an answer other than `none`; the rest are then optional."""
    return any(
        answers.get(question.id, frozenset()) - question.exclusive_options
        for question in pack.questions.values()
        if question.urgent
    )


def require_result(pack: Pack, answers: Answers) -> None:
    """Raise unless the answers are enough for a result.

    :raise Incomplete: a question is unanswered and no red flag makes it optional.
    """
    unanswered = next_unanswered(pack, answers)
    if unanswered and not has_red_flag(pack, known_answers(pack, answers)):
        raise Incomplete(unanswered)
