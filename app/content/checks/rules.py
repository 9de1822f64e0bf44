"""Whether rules name what exists, leave no answer out, and do what their examples say."""

from collections.abc import Iterator

from app.content.load.draft import Draft, Entry
from app.content.problems import Fault
from app.core.rule import Answers, Level, as_pairs, describe_answers


def check_rules(draft: Draft) -> Iterator[Fault]:
    """Every fault in what rules name, show and promise."""
    yield from options_are_ruled_or_quiet(draft)
    yield from rules_name_what_exists(draft)
    yield from rules_show_what_exists(draft)
    yield from groups_are_used(draft)
    yield from examples_are_there(draft)
    yield from examples_behave(draft)
    yield from one_rule_is_for_everyone(draft)
    yield from emergencies_lead_to_a_call(draft)


def options_are_ruled_or_quiet(draft: Draft) -> Iterator[Fault]:
    """Nothing that a person can answer passes in silence by mistake."""
    ruled: dict[str, set[str]] = {}
    for rule in draft.rules:
        for question, options in rule.value.answers_named.items():
            ruled.setdefault(question, set()).update(options)
    for entry in draft.questions:
        for option in entry.value.option:
            named = option.id in ruled.get(entry.value.id, set())
            if not named and not option.quiet:
                message = "named by no rule; write a rule for it, or mark it quiet"
                yield Fault(entry.file, option.id, message)
            if named and option.quiet:
                yield Fault(entry.file, option.id, "quiet, and yet named by a rule")


def rules_name_what_exists(draft: Draft) -> Iterator[Fault]:
    """Answers in rules are there, and every clause names one."""
    for entry in draft.rules:
        rule = entry.value
        for clause in rule.when:
            yield from _named_in_vain(entry, clause.answers)
            if not clause.answers:
                yield Fault(entry.file, rule.id, "a clause without answers can never be met")
        yield from unknown_answers(draft, entry, rule.answers_named)
        for question, options in rule.answers_named.items():
            if "none" in options:
                message = f"names '{question}: none'; nothing follows from none"
                yield Fault(entry.file, rule.id, message)


def rules_show_what_exists(draft: Draft) -> Iterator[Fault]:
    """Sections in rules are there; every rule shows one and has evidence."""
    sections = {entry.value.id for entry in draft.sections}
    for entry in draft.rules:
        rule = entry.value
        for id in {*rule.sections, *filter(None, [rule.first])} - sections:
            yield Fault(entry.file, rule.id, f"shows '{id}', which is no section")
        if rule.first and rule.first not in rule.sections:
            yield Fault(entry.file, rule.id, f"first: '{rule.first}' is not among its sections")
        if not rule.sections:
            yield Fault(entry.file, rule.id, "shows no section")
        if not rule.evidence:
            yield Fault(entry.file, rule.id, "has no evidence; name the claims that carry it")


def groups_are_used(draft: Draft) -> Iterator[Fault]:
    """No set of answers stands there for show: a rule that meant it may have lost it."""
    used = {clause.name for entry in draft.rules for clause in entry.value.when}
    for id in draft.groups.keys() - used:
        yield Fault("rules/groups.toml", id, "no rule uses this group")


def examples_are_there(draft: Draft) -> Iterator[Fault]:
    """Every rule has examples of both kinds, of answers that somebody can give."""
    for entry in draft.rules:
        rule = entry.value
        if not rule.fires_for:
            yield Fault(entry.file, rule.id, "no example for which it fires; add fires_for")
        if not rule.silent_for and rule.when:
            yield Fault(entry.file, rule.id, "no example for which it is silent; add silent_for")
        for answers in (*rule.fires_for, *rule.silent_for):
            yield from impossible_answers(draft, entry, answers)


def examples_behave(draft: Draft) -> Iterator[Fault]:
    """Rules do what their examples say."""
    for entry in draft.rules:
        rule = entry.value
        for answers in rule.fires_for:
            if not rule.fires(as_pairs(answers)):
                yield Fault(entry.file, rule.id, f"does not fire for {describe_answers(answers)}")
        for answers in rule.silent_for:
            if rule.fires(as_pairs(answers)):
                yield Fault(entry.file, rule.id, f"is not silent for {describe_answers(answers)}")


def one_rule_is_for_everyone(draft: Draft) -> Iterator[Fault]:
    """The floor that no answer can take away is there, once, and at the lowest level."""
    everyone = [entry for entry in draft.rules if not entry.value.when]
    if not everyone:
        yield Fault("pack.toml", "rules", "no rule is for everyone; one rule needs `when = []`")
    for entry in everyone[1:]:
        yield Fault(entry.file, entry.where, "a second rule for everyone; only one has `when = []`")
    for entry in everyone[:1]:
        if entry.value.level is not Level.STANDARD:
            yield Fault(entry.file, entry.where, "is for everyone; expected the level 'standard'")


def emergencies_lead_to_a_call(draft: Draft) -> Iterator[Fault]:
    """“Get help now” never stands without a number to call and the steps to take."""
    for entry in draft.rules:
        rule = entry.value
        if rule.level is Level.EMERGENCY and not rule.call:
            yield Fault(
                entry.file, rule.id, "is an emergency; expected call, whose number is first"
            )
        if rule.level is Level.EMERGENCY and not set(rule.sections) & set(draft.cover.actions):
            wanted = ", ".join(draft.cover.actions)
            yield Fault(entry.file, rule.id, f"is an emergency; expected to show one of {wanted}")


def impossible_answers(draft: Draft, entry: Entry[object], answers: Answers) -> Iterator[Fault]:
    """What nobody can answer: an unknown option, nothing at all, or `none` beside another."""
    yield from unknown_answers(draft, entry, answers)
    yield from _named_in_vain(entry, answers)
    for question, chosen in answers.items():
        if "none" in chosen and len(chosen) > 1:
            yield Fault(entry.file, entry.where, f"'{question}: none' beside another answer")


def unknown_answers(draft: Draft, entry: Entry[object], answers: Answers) -> Iterator[Fault]:
    """Questions and options that are not there."""
    for question, chosen in answers.items():
        if question not in draft.answers:
            yield Fault(entry.file, entry.where, f"'{question}' is no question")
        for id in sorted(chosen - draft.answers.get(question, chosen)):
            yield Fault(entry.file, entry.where, f"'{question}: {id}' is no option")


def _named_in_vain(entry: Entry[object], answers: Answers) -> Iterator[Fault]:
    """An empty list names no answer: such a clause could never be met, such a visit never end."""
    for question in (question for question, chosen in answers.items() if not chosen):
        yield Fault(entry.file, entry.where, f"'{question}' with an empty list names no answer")
