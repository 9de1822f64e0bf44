"""What a result shows, in the order in which it shows it. Arranges; decides nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from app.core.article import Section
from app.core.evidence import Claim, Source
from app.core.journey import has_red_flag, next_unanswered
from app.core.medicines.model import Medicine
from app.core.model import MEDICINE, MEDICINES, Option, Pack, Question, Reason, Result
from app.core.region import Call
from app.core.rule import Answers, Level
from app.web.result.body_map import Mark, marks

MOST_QUESTIONS = 8
"""How many questions to ask stand at the top of a result; each section lists its own."""

MOST_REASONS = 20
"""How many reasons are told in words; of more, the rest names the answers and the sections."""

MOST_IN_DANGER = 12
"""The same where a sign of danger comes first."""


@dataclass(frozen=True)
class Numbers:
    """The sources that a page cites, by their numbers, which are the same on every page.

    `cited`: the claims of each of its sentences. `page`: the address of the page that lists the
    sources; empty where they stand on the same one.
    """

    pack: Pack
    cited: tuple[tuple[str, ...], ...]
    page: str = ""

    def of(self, claims: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of the sources that some claims rest on."""
        return tuple(
            sorted(frozenset[int]().union(*(self.pack.claim_source_numbers[id] for id in claims)))
        )

    @cached_property
    def sources(self) -> Mapping[int, Source]:
        """The sources, in the order of their numbers."""
        listed = tuple(self.pack.sources.values())
        used = {number for claims in self.cited for number in self.of(claims)}
        return {number: listed[number - 1] for number in sorted(used)}


@dataclass(frozen=True)
class Concern:
    """What some answers ask for: the sections, and at which level."""

    level: Level
    told: tuple[Option | Medicine, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Frame:
    """Which of its kinds the page of a result is.

    `call`: whose number comes first. `danger`: a sign of danger was told. `unsaid`: the level comes
    only from "not sure" and "rather not say". `told`: some answer asks for something. `pictured`:
    there is a picture.
    """

    level: Level
    call: Call
    danger: bool
    unsaid: bool
    told: bool
    pictured: bool

    @property
    def calling(self) -> Call:
        """The same; "Get help now" never stands without a number, whatever a rule forgot."""
        return self.call or ("emergency" if self.level is Level.EMERGENCY else "")

    @property
    def acute(self) -> bool:
        """Whether help has to come first."""
        return self.danger or bool(self.calling)


@dataclass(frozen=True)
class Report:
    """A result and all that stands around it on a page or on paper."""

    pack: Pack
    answers: Answers
    result: Result

    @cached_property
    def frame(self) -> Frame:
        """Which of its kinds the page is."""
        return Frame(
            level=self.result.level,
            call=self.result.call,
            danger=has_red_flag(self.pack, self.answers),
            unsaid=nothing_definite(self.result),
            told=any(reason.triggers and reason.sections for reason in self.result.reasons),
            pictured=bool(self.marks),
        )

    @cached_property
    def actions(self) -> tuple[Section, ...]:
        """The sections on what to do now."""
        return tuple(one for one in self.result.sections if one.id in self.pack.actions)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The others."""
        return tuple(one for one in self.result.sections if one.id not in self.pack.actions)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The numbers that are shown, by the section's id; those on what to do now come behind."""
        ordered = (*self.sections, *self.actions)
        return {section.id: number for number, section in enumerate(ordered, start=1)}

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """What the picture shows; in danger there is none."""
        danger = has_red_flag(self.pack, self.answers)
        return () if danger else marks(self.sections, self.place)

    @cached_property
    def numbers(self) -> Numbers:
        """The sources that it cites."""
        return Numbers(self.pack, tuple(cited_by(self.result, danger=self.frame.danger)))

    @cached_property
    def following(self) -> Question | None:
        """The first question that has no answer yet."""
        return next_unanswered(self.pack, self.answers)

    @property
    def answered(self) -> tuple[tuple[Question, tuple[Option | Medicine, ...]], ...]:
        """Every question with what was told there."""
        return answered(self.pack, self.answers)

    @cached_property
    def concerns(self) -> tuple[Concern, ...]:
        """What the answers ask for."""
        return tuple(concerns(self.result))

    @property
    def ask(self) -> tuple[str, ...]:
        """The questions to take along."""
        return questions_to_ask(self.sections)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Those that are told in words."""
        return told_in_words(self.result, danger=self.frame.danger)

    @property
    def further(self) -> tuple[Reason, ...]:
        """Those that only name the answers and the sections."""
        return self.result.reasons[len(self.reasons) :]


def concerns(result: Result) -> Iterator[Concern]:
    """Each section once, in the order of the result, with all answers that ask for it.

    Sections that the same answers ask for at the same level stand together.
    """
    together: dict[tuple[Level, tuple[Option | Medicine, ...]], list[Section]] = {}
    for section in result.sections:
        asking = [r for r in result.reasons if r.triggers and section.id in r.sections]
        told = tuple(dict.fromkeys(one for reason in asking for one in reason.triggers))
        if asking:
            level = max(reason.level for reason in asking)
            together.setdefault((level, told), []).append(section)
    for (level, told), sections in together.items():
        yield Concern(level, told, tuple(sections))


def nothing_definite(result: Result) -> bool:
    """Whether the level comes only from "not sure" and "rather not say"."""
    gravest = [one.id for r in result.reasons if r.level is result.level for one in r.triggers]
    return bool(gravest) and set(gravest) <= {"unsure", "prefer-not"}


def cited_in(sections: Iterable[Section]) -> tuple[tuple[str, ...], ...]:
    """The claims that each paragraph of some sections cites."""
    return tuple(paragraph.claims for section in sections for paragraph in section.paragraphs)


def told_in_words(result: Result, *, danger: bool) -> tuple[Reason, ...]:
    """The gravest reasons: fewer where help has to come first."""
    return result.reasons[: MOST_IN_DANGER if danger else MOST_REASONS]


def cited_by(result: Result, *, danger: bool) -> Iterator[tuple[str, ...]]:
    """The claims that a result cites: where it shows its sections, and in reasons told in words."""
    yield from (one.claims for section in result.sections for one in section.summary_paragraphs)
    yield from (reason.evidence for reason in told_in_words(result, danger=danger))


def cited_for(pack: Pack) -> Mapping[str, tuple[Claim, ...]]:
    """The claims that each source stands under, by the source's id."""
    found: dict[str, tuple[Claim, ...]] = {id: () for id in pack.sources}
    for claim in pack.claims.values():
        for id in claim.sources:
            found[id] += (claim,)
    return found


def questions_to_ask(sections: Iterable[Section]) -> tuple[str, ...]:
    """The first question of each section, each once, as many as a person can take along."""
    firsts = dict.fromkeys(section.ask[0] for section in sections)
    return tuple(islice(firsts, MOST_QUESTIONS))


def answered(
    pack: Pack, answers: Answers
) -> tuple[tuple[Question, tuple[Option | Medicine, ...]], ...]:
    """Every question with what was told there: the options in their order, then medicines."""
    taken = tuple(pack.medicines[name] for name in sorted(answers.get(MEDICINE, ())))
    return tuple(
        (
            question,
            (
                *(option for option in question.option if option.id in answers.get(id, ())),
                *(taken if id == MEDICINES else ()),
            ),
        )
        for id, question in pack.questions.items()
    )


def kinds(pack: Pack, medicine: Medicine) -> tuple[Option, ...]:
    """The options that a medicine leads to, in the order of its question."""
    options = pack.questions[MEDICINES].option
    return tuple(option for option in options if option.id in medicine.options)
