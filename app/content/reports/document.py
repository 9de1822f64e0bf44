"""The whole content as a Markdown document, and the flow of the check as a Mermaid diagram."""

from collections.abc import Iterator
from itertools import pairwise

from app.core.article import Paragraph, Section
from app.core.model import Pack
from app.core.rule import Rule, describe_answers


def as_markdown(pack: Pack) -> str:
    """Return the whole content as one Markdown document, in the order in which visitors see it."""
    lines = [f"# {pack.title}, content version {pack.version}", ""]
    lines += ["## Questions", "", *_question_lines(pack)]
    lines += ["## Rules", "", *_rule_lines(pack)]
    for part in pack.parts:
        lines += [f"## {part.title}", ""]
        for id in part.sections:
            lines += _section_lines(pack, pack.sections[id])
    lines += ["## Claims", "", *_claim_lines(pack)]
    lines += ["## Sources", "", *_source_lines(pack)]
    lines += ["## Regions", "", *_region_lines(pack)]
    lines += ["## Medicines", "", *_medicine_lines(pack)]
    return "\n".join(lines) + "\n"


def as_mermaid(pack: Pack) -> str:
    """Return the flow and the rules as the text of a Mermaid diagram, for reviewers on GitHub."""
    lines = ["flowchart TD", "  start([Start])"]
    steps = ["start", *(f"q_{id}" for id in pack.questions), "answers"]
    lines += [f'  q_{id}["{question.title}"]' for id, question in pack.questions.items()]
    lines += ['  answers["Check your answers"]', "  result([Result])"]
    lines += [f"  {step} --> {next_step}" for step, next_step in pairwise(steps)]
    lines += ["  answers --> result"]
    lines += [
        f'  q_{id} -- "a sign of danger" --> result'
        for id, question in pack.questions.items()
        if question.urgent
    ]
    for rule in pack.rules:
        name = "r_" + rule.id.replace("-", "_")
        lines.append(f'  {name}{{{{"{rule.id}: {rule.level.id}"}}}}')
        lines += [f"  q_{question} -.-> {name}" for question in rule.answers_named]
    return "\n".join(lines) + "\n"


def _question_lines(pack: Pack) -> Iterator[str]:
    for question in pack.questions.values():
        yield f"### {question.title} (`{question.id}`)"
        yield ""
        yield f"**{question.text}** {question.hint} {question.private}"
        yield ""
        for option in question.option:
            notes = [note for note in (option.hint, option.told and f"told: {option.told}") if note]
            if option.counts_as:
                notes.append(f"counts as {describe_answers(option.counts_as)} too")
            flag = " (by name only)" if option.by_name else " (quiet)" if option.quiet else ""
            yield f"- `{option.id}`{flag} {' — '.join((option.label, *notes))}"
        yield ""


def _rule_lines(pack: Pack) -> Iterator[str]:
    yield "| rule | when (all of) | level | sections | reason | short reason | evidence |"
    yield "|---|---|---|---|---|---|---|"
    for rule in pack.rules:
        yield f"| {' | '.join(_rule_cells(rule))} |"
    yield ""


def _rule_cells(rule: Rule) -> tuple[str, ...]:
    when = " **and** ".join(clause.description for clause in rule.when) or "everyone"
    level = rule.level.id + (f", {rule.call} first" if rule.call else "")
    level += f", hold {rule.hold}" if rule.hold else ""
    sections = ", ".join(rule.sections)
    short = rule.short + _citations(rule.short_evidence)
    return rule.id, when, level, sections, rule.reason, short, ", ".join(rule.evidence)


def _section_lines(pack: Pack, section: Section) -> Iterator[str]:
    word = pack.certainty[section.certainty - 1].word
    certainty = f"{word} ({section.certainty} of {len(pack.certainty)})"
    yield f"### {section.title} (`{section.id}`)"
    yield ""
    yield f"How sure is the science? {certainty}. {section.rests_on}"
    yield ""
    yield from map(_paragraph_line, section.body)
    if section.more:
        yield "**More on this** (in the article only)"
        yield ""
        yield from map(_paragraph_line, section.more)
    yield "**What we do not know**"
    yield ""
    yield from map(_paragraph_line, section.unknown)
    yield "**Questions to ask**"
    yield ""
    yield from (f"- {question}" for question in section.ask)
    yield ""


def _paragraph_line(paragraph: Paragraph) -> str:
    return f"{'- ' if paragraph.bullet else ''}{paragraph.text}{_citations(paragraph.claims)}\n"


def _citations(claims: tuple[str, ...]) -> str:
    return "".join(f" [{id}]" for id in claims)


def _claim_lines(pack: Pack) -> Iterator[str]:
    for claim in pack.claims.values():
        basis = ", ".join((*claim.sources, *claim.claims))
        strength = ", ".join(claim.strength)
        yield f"- **{claim.id}** ({claim.status}; {strength}; {basis}) {claim.text}"
    yield ""


def _source_lines(pack: Pack) -> Iterator[str]:
    for source in pack.sources.values():
        year = f", {source.year}" if source.year else ""
        read = "read itself" if source.read == "itself" else "read in a report"
        link = f" {source.link}" if source.link else ""
        yield f"- **{source.id}** {source.title}. {source.publisher}{year}. {read}.{link}"
    yield ""


def _region_lines(pack: Pack) -> Iterator[str]:
    for region in pack.regions.values():
        yield f"- **{region.name}**: emergency {' or '.join(region.emergency)} ({region.how})"
        for line in region.line:
            numbers = ", ".join(number.say for number in line.numbers)
            yield f"  - {line.kind}: {line.name}, {numbers} ({line.how})"
    yield ""


def _medicine_lines(pack: Pack) -> Iterator[str]:
    for medicine in pack.medicines.values():
        options = ", ".join(sorted(f"{id}: {option}" for id, option in medicine.counts_as))
        other_names = ", ".join(medicine.terms[1:])
        yield f"- **{medicine.id}** ({medicine.words}) → {options}. {other_names}"
    for term, candidates in pack.ambiguous.items():
        yield f"- “{term}”: is it {', '.join(medicine.id for medicine in candidates)}?"
    yield ""
