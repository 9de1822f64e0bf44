"""The judgement itself: from answers to level, reasons and sections.

Rules are lists of clauses without negation, so one more answer can only add: the level never falls
and no section disappears (spec section 4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.core.article import Section
from app.core.journey import known_answers, require_result, with_medicine_categories
from app.core.medicines.model import Medicine
from app.core.model import CRISIS, MEDICINE, MEDICINES, Option, Pack, Reason, Result
from app.core.region import Call
from app.core.rule import AnswerPair, Answers, Level, Rule, as_pairs

CALL_PRIORITY: tuple[Call, ...] = ("emergency", "crisis", "poison", "")
"""Gravest first: whose number stands where fired rules disagree (spec section 4, rows on `now`)."""


def assess(pack: Pack, answers: Answers) -> Result:
    """Judge a visit.

    :raise Incomplete: a question is open and no sign of danger makes it optional.
    """
    require_result(pack, answers)
    given = known_answers(pack, answers)
    rules = fired_rules(pack, as_pairs(with_medicine_categories(pack, given)))
    return Result(
        level=max(rule.level for rule in rules),
        call=first_call(rules),
        reasons=reasons(pack, rules, given),
        sections=ordered_sections(pack, rules),
    )


def fired_rules(pack: Pack, given: frozenset[AnswerPair]) -> list[Rule]:
    """The rules that some answers meet, in their order."""
    opened = pack.rules_by_first_answer
    may = pack.unconditional_rules.union(*(opened[one] for one in given if one in opened))
    return [rule for place in sorted(may) if (rule := pack.rules[place]).fires(given)]


def first_call(fired: Iterable[Rule]) -> Call:
    """Whose number stands first on the result; empty when no fired rule names one."""
    return min((rule.call for rule in fired), key=CALL_PRIORITY.index, default="")


def reasons(pack: Pack, fired: Iterable[Rule], answers: Answers) -> tuple[Reason, ...]:
    """One reason a rule, gravest first, then in the order of the rule files.

    Rules with the same words and the same sections are one reason, at the higher of their levels.
    """
    merged: dict[tuple[str, tuple[str, ...]], Reason] = {}
    for rule in fired:
        key = (rule.reason, rule.sections)
        merged[key] = _joined(pack, merged.get(key), rule, answers)
    return tuple(sorted(merged.values(), key=lambda reason: -reason.level))


def _joined(pack: Pack, reason: Reason | None, rule: Rule, answers: Answers) -> Reason:
    told = triggering_answers(pack, rule, answers)
    if reason is None:
        return Reason((rule.id,), rule.level, told, rule.reason, rule.sections, rule.evidence)
    return replace(
        reason,
        rules=(*reason.rules, rule.id),
        level=max(reason.level, rule.level),
        triggers=tuple(dict.fromkeys((*reason.triggers, *told))),
        evidence=tuple(dict.fromkeys((*reason.evidence, *rule.evidence))),
    )


def triggering_answers(pack: Pack, rule: Rule, answers: Answers) -> tuple[Option | Medicine, ...]:
    """The given answers that the rule names, in the order of the questions, then the medicines."""
    ticked = (
        option
        for id, question in pack.questions.items()
        if id in rule.answers_named
        and id in answers
        and (chosen := rule.answers_named[id] & answers[id])
        for option in question.option
        if option.id in chosen
    )
    kinds = rule.answers_named.get(MEDICINES, frozenset())
    taken = (pack.medicines[name] for name in sorted(answers.get(MEDICINE, frozenset())))
    return (*ticked, *(medicine for medicine in taken if medicine.options & kinds))


def ordered_sections(pack: Pack, fired: Sequence[Rule]) -> tuple[Section, ...]:
    """The sections to show, each once: what to do now, the gravest, and last those for everyone."""
    levels: dict[str, Level] = {}
    for rule in fired:
        for section in rule.sections:
            levels[section] = max(levels.get(section, Level.STANDARD), rule.level)
    own = {section for rule in fired if rule.when for section in rule.sections}
    leading = {rule.first for rule in fired}
    actions = _ordered_actions(pack, fired)
    article = list(pack.sections)

    def rank(id: str) -> tuple[int, bool, int, bool, int]:
        action = actions.index(id) if id in actions else len(actions)
        return action, id not in own, -levels[id], id not in leading, article.index(id)

    return tuple(pack.sections[id] for id in sorted(levels, key=rank))


def _ordered_actions(pack: Pack, fired: Sequence[Rule]) -> list[str]:
    """Help with thoughts of self-harm comes first where every sign of danger is about that."""
    calls = {rule.call for rule in fired if set(rule.sections) & set(pack.actions)}
    if calls == {CRISIS}:
        return sorted(pack.actions, key=lambda id: id != CRISIS)
    return list(pack.actions)
