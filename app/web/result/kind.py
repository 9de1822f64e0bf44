"""Which kind of page a result has."""

from dataclasses import dataclass
from typing import Literal

from app.core.journey import has_red_flag
from app.core.model import Pack, Result
from app.core.region import Call, Contact
from app.core.rule import Answers, Level

KRATOM, KRATOM_TAKEN = "kratom", {"sometimes", "daily", "seven-oh", "stopping", "unsure"}
"""The question about kratom, and its answers that tell of taking it."""

MAY_FEEL_ILL = {
    ("opioids", "withdrawal"),
    ("opioids", "hard-withdrawal"),
    ("opioids", "opioids-just-stopped"),
    ("kratom", "stopping"),
    ("substances", "alcohol-sedatives-stopped"),
}
"""Answers beside which "you may feel fine" would be untrue."""


@dataclass(frozen=True)
class ResultKind:
    """Which kind of page a result has.

    `call` says whose number comes first. `only_unsure`: the level comes only from "not sure" and
    "rather not say". `kratom`: whether the person told that they take it, or would not say.
    `may_feel_fine`: no sign, withdrawal or stopping was told.
    """

    level: Level
    call: Call
    has_red_flag: bool
    only_unsure: bool
    kratom: Literal["", "taken", "not said"]
    may_feel_fine: bool
    contacts: tuple[Contact, ...]

    @property
    def first_call(self) -> Call:
        """Whose number comes first; an emergency never has none, whatever a rule forgot."""
        return self.call or ("emergency" if self.level is Level.EMERGENCY else "")

    @property
    def needs_help_first(self) -> bool:
        """True if help has to come before everything else: an emergency, or the crisis line."""
        return self.level is Level.EMERGENCY or self.call == "crisis"


def result_kind(pack: Pack, answers: Answers, result: Result) -> ResultKind:
    """Return which kind of page a result has."""
    return ResultKind(
        level=result.level,
        call=result.call,
        has_red_flag=has_red_flag(pack, answers),
        only_unsure=is_only_unsure(result),
        kratom=_kratom(answers),
        may_feel_fine=not any(one in answers.get(id, ()) for id, one in MAY_FEEL_ILL),
        contacts=result.contacts,
    )


def is_only_unsure(result: Result) -> bool:
    """True if the level comes only from "not sure" and "rather not say"."""
    gravest = [reason for reason in result.reasons if reason.level is result.level]
    ids = {answer.id for reason in gravest for answer in reason.triggers}
    return bool(ids) and ids <= {"unsure", "prefer-not"}


def _kratom(answers: Answers) -> Literal["", "taken", "not said"]:
    told = answers.get(KRATOM, frozenset())
    if told & KRATOM_TAKEN:
        return "taken"
    return "not said" if "prefer-not" in told or not told else ""
