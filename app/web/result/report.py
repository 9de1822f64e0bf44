"""What a result shows, in the order in which it shows it. Arranges; decides nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from app.core.article import Section
from app.core.instruction import UNTIL_THEN, Line
from app.core.journey import next_unanswered
from app.core.medicines.model import Medicine
from app.core.model import MEDICINE, MEDICINES, Option, Pack, Question, Reason, Result
from app.core.rule import Answers, Level
from app.web.result.cards import Cards, cards
from app.web.result.citations import SOURCES_PAGE, Citations, cited_in_result
from app.web.result.kind import ResultKind, result_kind

Answered = tuple[tuple[Question, tuple[Option | Medicine, ...]], ...]
"""Every question with what was answered."""

MAX_QUESTIONS = 8
"""Questions to ask at the top of a result; each section lists its own."""

MAX_REASONS = 40
"""Reasons in full, with their sources; of what is beyond that, the sections say why.

Only who ticks nearly everything has more; the page has to load on an old phone all the same.
"""

KEEP_TAKING = "keep-taking"
"""The instruction that a person who may have taken too much must not read: the line decides."""

NO_KRATOM = "no-kratom"
"""The instruction that also holds for who told of no kratom, since no clause may name "none"."""


@dataclass(frozen=True)
class Concern:
    """The sections that the same answers ask for at the same level."""

    level: Level
    triggers: tuple[Option | Medicine, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Report:
    """A result and all that a page or a sheet of paper shows around it."""

    pack: Pack
    answers: Answers
    result: Result

    @cached_property
    def kind(self) -> ResultKind:
        """Which kind of page it has."""
        return result_kind(self.pack, self.answers, self.result)

    @cached_property
    def actions(self) -> tuple[Section, ...]:
        """The sections on what to do now."""
        return tuple(one for one in self.result.sections if one.id in self.pack.actions)

    @cached_property
    def cards(self) -> Cards:
        """Why what was told matters, an answer a card, but for the signs of danger."""
        signs = {id for reason in self.signs for id in reason.rules}
        left = tuple(one for one in self.result.reasons if signs.isdisjoint(one.rules))
        return cards(self.pack, replace(self.result, reasons=left))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The gravest reasons, to read in full."""
        return self.result.reasons[:MAX_REASONS]

    @cached_property
    def signs(self) -> tuple[Reason, ...]:
        """Where help has to come first, the reasons of what is dangerous now; else none."""
        if not self.kind.needs_help_first:
            return ()
        gravest = (one for one in self.result.reasons if one.level is self.result.level)
        return tuple(one for one in gravest if one.level is Level.EMERGENCY or self._is_sign(one))

    @property
    def signs_told(self) -> tuple[Option | Medicine, ...]:
        """The answers behind `signs`, each once."""
        return tuple({id(one): one for reason in self.signs for one in reason.triggers}.values())

    def _is_sign(self, reason: Reason) -> bool:
        asked = (one for one in self.pack.questions.values() if one.urgent)
        return any(told in question.option for question in asked for told in reason.triggers)

    @property
    def everyone(self) -> tuple[Reason, ...]:
        """The reasons that every result has."""
        return tuple(reason for reason in self.result.reasons if not reason.triggers)

    @cached_property
    def until_then(self) -> tuple[tuple[str, ...], ...]:
        """What to do until the person has talked to someone: lines, each of sentences."""
        if self.result.level not in (Level.STRONG, Level.URGENT):
            return ()
        return tuple(said for line in UNTIL_THEN if (said := self._says(line)))

    @property
    def more_signs(self) -> tuple[str, ...]:
        """More signs to call the emergency number for, with what was told."""
        return self._says("signs")

    @property
    def for_helper(self) -> tuple[str, ...]:
        """In an emergency, what somebody who is with the person can do."""
        return self._says("helper")

    @property
    def steps(self) -> tuple[str, ...]:
        """In an emergency, what to do until help comes."""
        return self._says("step")

    @property
    def says_keep_taking(self) -> bool:
        """True if what to do until then already says to keep taking medicines."""
        applying = self.result.instructions.get("stop", ())
        return bool(self.until_then) and any(one.id == KEEP_TAKING for one in applying)

    def _says(self, line: Line) -> tuple[str, ...]:
        """Return what a line says, each sentence once; on a poison call not to keep taking."""
        held = self.result.hold
        unsaid = {KEEP_TAKING} if self.result.call == "poison" else set()
        applying = self.result.instructions.get(line, ())
        if line == "kratom" and not applying and self.kind.kratom != "taken":
            applying = tuple(one for one in self.pack.instructions if one.id == NO_KRATOM)
        return tuple(dict.fromkeys(one.says(held) for one in applying if one.id not in unsaid))

    @cached_property
    def citations(self) -> Citations:
        """The sources that it cites, which are listed on a page of their own."""
        cited = cited_in_result(self.result, self.result.reasons)
        return Citations(self.pack, tuple(cited), SOURCES_PAGE)

    @cached_property
    def text_citations(self) -> Citations:
        """The sources that the text file cites and lists: those of its reasons."""
        return Citations(self.pack, tuple(reason.evidence for reason in self.result.reasons))

    @cached_property
    def next_question(self) -> Question | None:
        """The first question that has no answer yet."""
        return next_unanswered(self.pack, self.answers)

    @property
    def answers_by_question(self) -> Answered:
        """Every question with what was answered."""
        return answers_by_question(self.pack, self.answers)

    @cached_property
    def concerns(self) -> tuple[Concern, ...]:
        """What the answers ask for."""
        return tuple(concerns(self.result))

    @property
    def questions_to_ask(self) -> tuple[str, ...]:
        """The first question of each section, each once, as many as a person can take along."""
        read = (one for one in self.result.sections if one.id not in self.pack.actions)
        first = dict.fromkeys(section.ask[0] for section in read)
        return tuple(islice(first, MAX_QUESTIONS))

    @cached_property
    def held(self) -> tuple[Option | Medicine, ...]:
        """What the person told us and should ask about before they take it, as they told it."""
        held = {(MEDICINES, id) for id in self.result.hold}
        told = next(told for question, told in self.answers_by_question if question.id == MEDICINES)
        return tuple(
            one
            for one in told
            if not held.isdisjoint(
                one.counts_as
                if isinstance(one, Medicine)
                else self.pack.statements[MEDICINES, one.id].counts_as
            )
        )


def concerns(result: Result) -> Iterator[Concern]:
    """Yield each section once, in the order of the result, with all answers that ask for it.

    Sections that the same answers ask for at the same level are one concern.
    """
    merged: dict[tuple[Level, tuple[Option | Medicine, ...]], list[Section]] = {}
    for section in result.sections:
        asking = [r for r in result.reasons if r.triggers and section.id in r.sections]
        triggers = tuple(dict.fromkeys(one for reason in asking for one in reason.triggers))
        if asking:
            level = max(reason.level for reason in asking)
            merged.setdefault((level, triggers), []).append(section)
    for (level, triggers), sections in merged.items():
        yield Concern(level, triggers, tuple(sections))


def answers_by_question(pack: Pack, answers: Answers) -> Answered:
    """Return every question with what was answered: options in their order, then medicines."""
    medicines = tuple(pack.medicines[name] for name in sorted(answers.get(MEDICINE, ())))
    return tuple(
        (question, (*_options(question, answers), *(medicines if id == MEDICINES else ())))
        for id, question in pack.questions.items()
    )


def _options(question: Question, answers: Answers) -> Iterable[Option]:
    chosen = answers.get(question.id, frozenset())
    return (option for option in question.option if option.id in chosen)
