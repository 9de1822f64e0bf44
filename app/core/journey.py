"""Progress through the questions: derived from the answers on each request, never stored."""

from collections.abc import Iterator

from app.core.medicines.model import Medicine
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


def answered_questions(pack: Pack, answers: Answers) -> frozenset[str]:
    """Return the ids of the questions with a valid answer.

    Medicines found by name answer their own question only, even if they count as other answers:
    somebody who types "kratom" is still asked how often.
    """
    known = known_answers(pack, answers)
    return frozenset(MEDICINES if id == MEDICINE else id for id in known)


def next_unanswered(pack: Pack, answers: Answers) -> Question | None:
    """Return the first question without a valid answer, or None if every question has one."""
    answered = answered_questions(pack, answers)
    return next((question for id, question in pack.questions.items() if id not in answered), None)


def contradictions(pack: Pack, answers: Answers) -> Iterator[tuple[Question, Medicine]]:
    """Yield each question answered with "none", and a named medicine that says otherwise.

    A medicine that may be prescribed too, such as ketamine, says nothing about the other question.
    """
    known = known_answers(pack, answers)
    medicines = [pack.medicines[name] for name in sorted(known.get(MEDICINE, ()))]
    for id, question in pack.questions.items():
        if known.get(id, frozenset()) & question.exclusive_options:
            for medicine in medicines:
                if {question_id for question_id, _ in medicine.counts_as} == {id} - {MEDICINES}:
                    yield question, medicine


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
