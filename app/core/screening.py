"""The assessment itself: from answers to a level, reasons and sections.

Rules are lists of clauses without negation, so one more answer can only add to the result: the
level never falls and no section disappears (spec section 4).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from app.core.article import Section
from app.core.instruction import instructions_by_line
from app.core.journey import known_answers, require_result
from app.core.medicines.model import Medicine
from app.core.model import CRISIS, MEDICINE, Option, Pack, Reason, Result
from app.core.region import Call, Contact
from app.core.rule import AnswerPair, Answers, Level, Rule, Statement, all_answers
from app.core.statements import statements

CALL_PRIORITY: tuple[Call, ...] = ("emergency", "crisis", "poison", "treatment", "")
"""Calls, most urgent first, for fired rules that disagree (spec section 4, rows on `now`)."""

ToldAnswer = tuple[Option | Medicine, frozenset[AnswerPair]]
"""An answer of a visit with all that it counts as."""


def assess(pack: Pack, answers: Answers) -> Result:
    """Return the result for these answers.

    :raise Incomplete: a question is unanswered and no red flag makes it optional.
    """
    require_result(pack, answers)
    valid_answers = known_answers(pack, answers)
    told = statements(pack, valid_answers)
    rules = fired_rules(pack, told)
    hold = held_medicines(rules)
    return Result(
        level=max(rule.level for rule in rules),
        call=first_call(rules),
        reasons=reasons(pack, rules, valid_answers),
        sections=ordered_sections(pack, rules),
        hold=hold,
        contacts=contacts(rules),
        instructions=instructions_by_line(pack.instructions, told, hold),
    )


def fired_rules(pack: Pack, told: Collection[Statement]) -> list[Rule]:
    """Return the rules that fire for these statements, in the order of the pack."""
    by_answer = pack.rules_by_answer
    told = [one for one in told if not one.counts_as.isdisjoint(pack.answers_named)]
    candidates = pack.unconditional_rules.union(
        *(by_answer[pair] for pair in all_answers(told) if pair in by_answer)
    )
    rules = (pack.rules[i] for i in sorted(candidates))
    # A candidate with one clause fires: an answer that meets the clause has led to it.
    return [rule for rule in rules if len(rule.when) == 1 or rule.fires(told)]


def first_call(fired: Iterable[Rule]) -> Call:
    """Return whose number comes first on the result; empty if no fired rule requires a call."""
    return min((rule.call for rule in fired), key=CALL_PRIORITY.index, default="")


def contacts(fired: Sequence[Rule]) -> tuple[Contact, ...]:
    """Return whom to talk to, each once: all calls, then the contacts of the gravest rules."""
    calls = sorted({rule.call for rule in fired if rule.call}, key=CALL_PRIORITY.index)
    ordered = sorted(fired, key=lambda rule: -rule.level)
    named = (contact for rule in ordered for contact in rule.talk_to)
    return tuple(dict.fromkeys((*calls, *named)))


def held_medicines(fired: Iterable[Rule]) -> tuple[str, ...]:
    """Return the medicines options that a rule says to ask about before they are taken."""
    return tuple(dict.fromkeys(rule.hold for rule in fired if rule.hold))


def reasons(pack: Pack, fired: Iterable[Rule], answers: Answers) -> tuple[Reason, ...]:
    """Return one reason per rule, highest level first, then in the order of the rule files.

    Rules with the same text and sections share one reason, at the highest of their levels.
    """
    told = answers_told(pack, answers)
    merged: dict[tuple[str, tuple[str, ...]], Reason] = {}
    for rule in fired:
        key = (rule.reason, rule.sections)
        merged[key] = _merge_rule(merged.get(key), rule, triggering_answers(rule, told))
    return tuple(sorted(merged.values(), key=lambda reason: -reason.level))


def _merge_rule(
    reason: Reason | None, rule: Rule, triggers: tuple[Option | Medicine, ...]
) -> Reason:
    """Return the reason with the rule added to it; a new reason if there is none yet."""
    if reason is None:
        texts = (rule.reason, rule.short)
        return Reason((rule.id,), rule.level, triggers, *texts, rule.sections, rule.evidence)
    return replace(
        reason,
        rules=(*reason.rules, rule.id),
        level=max(reason.level, rule.level),
        triggers=tuple(dict.fromkeys((*reason.triggers, *triggers))),
        evidence=tuple(dict.fromkeys((*reason.evidence, *rule.evidence))),
    )


def answers_told(pack: Pack, answers: Answers) -> list[ToldAnswer]:
    """Return the answers: options in the order of the questions, then medicines by name."""
    options = [
        (option, pack.statements[id, option.id].counts_as)
        for id, question in pack.questions.items()
        for option in question.option
        if option.id in answers.get(id, ())
    ]
    medicines = [pack.medicines[name] for name in sorted(answers.get(MEDICINE, ()))]
    return [*options, *((medicine, medicine.counts_as) for medicine in medicines)]


def triggering_answers(rule: Rule, told: Iterable[ToldAnswer]) -> tuple[Option | Medicine, ...]:
    """Return the answers that the rule names, themselves or as what they are a kind of."""
    named = rule.pairs_named
    return tuple(answer for answer, counts_as in told if not counts_as.isdisjoint(named))


def ordered_sections(pack: Pack, fired: Sequence[Rule]) -> tuple[Section, ...]:
    """Return the sections to show, each once, in the order of a result (spec section 2).

    Actions come first, then sections by level, and last those shown only by rules for everyone.
    """
    levels: dict[str, Level] = {}
    for rule in fired:
        for section in rule.sections:
            levels[section] = max(levels.get(section, Level.STANDARD), rule.level)
    answer_specific = {section for rule in fired if rule.when for section in rule.sections}
    first_of_level = {rule.first for rule in fired}
    actions = _ordered_actions(pack, fired)
    article_order = list(pack.sections)

    def rank(id: str) -> tuple[int, bool, int, bool, int]:
        action = actions.index(id) if id in actions else len(actions)
        for_everyone, not_first = id not in answer_specific, id not in first_of_level
        return action, for_everyone, -levels[id], not_first, article_order.index(id)

    return tuple(pack.sections[id] for id in sorted(levels, key=rank))


def _ordered_actions(pack: Pack, fired: Sequence[Rule]) -> list[str]:
    """Return the action sections in order; `crisis` first if every red flag is about self-harm."""
    calls = {rule.call for rule in fired if set(rule.sections) & set(pack.actions)}
    if calls == {CRISIS}:
        return sorted(pack.actions, key=lambda id: id != CRISIS)
    return list(pack.actions)
