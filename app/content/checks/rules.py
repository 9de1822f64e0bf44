"""Checks that rules name only what exists, leave no answer out, and do what their examples say."""

from collections.abc import Iterator

from app.content.load.draft import Draft, Entry
from app.content.problems import Problem
from app.core.model import MEDICINES
from app.core.rule import AnswerPair, Answers, Level, Statement, as_pairs, describe_answers

MAX_SHORT_WORDS = 20
"""Words of the short reason of a rule, which stands on the card of an answer."""


def check_rules(draft: Draft) -> Iterator[Problem]:
    """Yield every problem with the rules: their answers, sections, groups, examples and levels."""
    yield from check_option_coverage(draft)
    yield from check_rule_answers(draft)
    yield from check_rule_sections(draft)
    yield from check_short_reasons(draft)
    yield from check_groups(draft)
    yield from check_example_answers(draft)
    yield from check_example_outcomes(draft)
    yield from check_unconditional_rule(draft)
    yield from check_emergency_rules(draft)
    yield from check_held_medicines(draft)
    yield from check_contacts(draft)
    yield from check_instructions(draft)


def check_option_coverage(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each option that is not quiet but named by no rule, or vice versa.

    This keeps an answer from being ignored by mistake.
    """
    named_answers = frozenset[AnswerPair]().union(*(one.value.pairs_named for one in draft.rules))
    for entry in draft.questions:
        for option in entry.value.option:
            counts_as = draft.statements[entry.value.id, option.id].counts_as
            named = not counts_as.isdisjoint(named_answers)
            if not named and not option.quiet:
                message = "named by no rule; write a rule for it, or mark it quiet"
                yield Problem(entry.file, option.id, message)
            if named and option.quiet:
                yield Problem(entry.file, option.id, "quiet, and yet named by a rule")


def check_rule_answers(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each answer in a rule that does not exist or is "none".

    Likewise for each clause that no answer can meet.
    """
    for entry in draft.rules:
        rule = entry.value
        for clause in rule.when:
            yield from _check_empty_answers(entry, clause.answers)
            if not clause.answers:
                yield Problem(entry.file, rule.id, "a clause without answers can never be met")
        yield from check_known_answers(draft, entry, rule.answers_named)
        for question, options in rule.answers_named.items():
            if "none" in options:
                message = f"names '{question}: none'; nothing follows from none"
                yield Problem(entry.file, rule.id, message)


def check_rule_sections(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each rule with an unknown section, no section at all or no evidence.

    Likewise if its `first` section is not one of its sections.
    """
    sections = {entry.value.id for entry in draft.sections}
    for entry in draft.rules:
        rule = entry.value
        for id in {*rule.sections, *filter(None, [rule.first])} - sections:
            yield Problem(entry.file, rule.id, f"shows '{id}', which is no section")
        if rule.first and rule.first not in rule.sections:
            yield Problem(entry.file, rule.id, f"first: '{rule.first}' is not among its sections")
        if not rule.sections:
            yield Problem(entry.file, rule.id, "shows no section")
        if not rule.evidence:
            yield Problem(entry.file, rule.id, "has no evidence; name the claims that carry it")


def check_short_reasons(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each short reason that is empty or too long.

    Likewise for each of its claims that is not among the rule's evidence.
    """
    for entry in draft.rules:
        rule = entry.value
        words = len(rule.short.split())
        if not 1 <= words <= MAX_SHORT_WORDS:
            message = f"short: expected 1 to {MAX_SHORT_WORDS} words, found {words}"
            yield Problem(entry.file, rule.id, message)
        for id in sorted(set(rule.short_evidence) - set(rule.evidence)):
            yield Problem(entry.file, rule.id, f"short_evidence: {id} is not among its evidence")


def check_groups(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each group that no rule uses; a rule may have lost it by mistake."""
    clauses = [
        *(clause for entry in draft.rules for clause in entry.value.when),
        *(clause for entry in draft.instructions for clause in entry.value.when),
    ]
    used = {clause.name for clause in clauses}
    for id in draft.groups.keys() - used:
        yield Problem("rules/groups.toml", id, "no rule uses this group")


def check_example_answers(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each rule without examples, and for each example that nobody can answer.

    A rule needs answers for which it fires, and unless it is for everyone, some for which it does
    not.
    """
    for entry in draft.rules:
        rule = entry.value
        if not rule.fires_for:
            yield Problem(entry.file, rule.id, "no example for which it fires; add fires_for")
        if not rule.silent_for and rule.when:
            yield Problem(entry.file, rule.id, "no example for which it is silent; add silent_for")
        for answers in (*rule.fires_for, *rule.silent_for):
            yield from check_possible_answers(draft, entry, answers)


def check_example_outcomes(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each example for which its rule does not do what the example says."""
    for entry in draft.rules:
        rule = entry.value
        for answers in rule.fires_for:
            if not rule.fires(_told(draft, answers)):
                yield Problem(entry.file, rule.id, f"does not fire for {describe_answers(answers)}")
        for answers in rule.silent_for:
            if rule.fires(_told(draft, answers)):
                yield Problem(entry.file, rule.id, f"is not silent for {describe_answers(answers)}")


def _told(draft: Draft, answers: Answers) -> tuple[Statement, ...]:
    """Return what an example tells, without answers that do not exist."""
    return tuple(draft.statements[one] for one in as_pairs(answers) if one in draft.statements)


def check_unconditional_rule(draft: Draft) -> Iterator[Problem]:
    """Yield a problem unless exactly one rule is for everyone, at the lowest level.

    Its sections are in every result, whatever the answers.
    """
    everyone = [entry for entry in draft.rules if not entry.value.when]
    if not everyone:
        yield Problem("pack.toml", "rules", "no rule is for everyone; one rule needs `when = []`")
    for entry in everyone[1:]:
        yield Problem(
            entry.file, entry.location, "a second rule for everyone; only one has `when = []`"
        )
    for entry in everyone[:1]:
        if entry.value.level is not Level.STANDARD:
            yield Problem(
                entry.file, entry.location, "is for everyone; expected the level 'standard'"
            )


def check_emergency_rules(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each emergency rule without a call, or without an action section."""
    for entry in draft.rules:
        rule = entry.value
        if rule.level is Level.EMERGENCY and rule.call in ("", "treatment"):
            yield Problem(
                entry.file, rule.id, "is an emergency; expected call, whose number is first"
            )
        if rule.level is Level.EMERGENCY and not set(rule.sections) & set(draft.manifest.actions):
            wanted = ", ".join(draft.manifest.actions)
            yield Problem(entry.file, rule.id, f"is an emergency; expected to show one of {wanted}")


def check_held_medicines(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each rule that holds a medicine which it does not name.

    The exception to "keep taking your medicines" would be about a medicine not told.
    """
    for entry in draft.rules:
        rule = entry.value
        if rule.hold and (MEDICINES, rule.hold) not in rule.pairs_named:
            yield Problem(entry.file, rule.id, f"hold: no clause names 'medicines: {rule.hold}'")


def check_contacts(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each rule that names nobody to talk to, or somebody without words."""
    known = {"emergency", "crisis", "poison", "treatment", *draft.manifest.contacts}
    for entry in draft.rules:
        rule = entry.value
        if not rule.call and not rule.talk_to:
            yield Problem(entry.file, rule.id, "names nobody to talk to; add talk_to")
        for contact in rule.talk_to:
            if contact not in known:
                yield Problem(entry.file, rule.id, f"talk_to: no words for '{contact}'")


def check_instructions(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each instruction that nobody gets, and for each unknown answer."""
    held = {entry.value.hold for entry in draft.rules}
    for entry in draft.instructions:
        one = entry.value
        for clause in one.when:
            yield from check_known_answers(draft, entry, clause.answers)
        if not one.when and not one.hold:
            yield Problem(entry.file, one.id, "is for nobody; expected when or hold")
        if one.hold and one.hold not in held:
            yield Problem(entry.file, one.id, f"hold: no rule holds '{one.hold}'")


def check_possible_answers(
    draft: Draft, entry: Entry[object], answers: Answers
) -> Iterator[Problem]:
    """Yield a problem for each answer that nobody can give.

    That is an unknown option, an empty list, or "none" together with another option.
    """
    yield from check_known_answers(draft, entry, answers)
    yield from _check_empty_answers(entry, answers)
    for question, chosen in answers.items():
        if "none" in chosen and len(chosen) > 1:
            yield Problem(entry.file, entry.location, f"'{question}: none' beside another answer")


def check_known_answers(draft: Draft, entry: Entry[object], answers: Answers) -> Iterator[Problem]:
    """Yield a problem for each question or option that does not exist."""
    for question, chosen in answers.items():
        if question not in draft.answers:
            yield Problem(entry.file, entry.location, f"'{question}' is no question")
        for id in sorted(chosen - draft.answers.get(question, chosen)):
            yield Problem(entry.file, entry.location, f"'{question}: {id}' is no option")


def _check_empty_answers(entry: Entry[object], answers: Answers) -> Iterator[Problem]:
    """Yield a problem for each question with an empty list, which nobody could answer."""
    for question in (question for question, chosen in answers.items() if not chosen):
        yield Problem(
            entry.file, entry.location, f"'{question}' with an empty list names no answer"
        )
