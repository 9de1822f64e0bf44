"""What is wrong with content: where, and what was expected."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault. `where` is the id of the rule, question or claim, or a field's path."""

    file: str
    location: str
    message: str

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.location}: {self.message}"
            if self.location
            else f"{self.file}: {self.message}"
        )


class ContentError(ValueError):
    """Raised when content has faults; `faults` holds all of them."""

    def __init__(self, faults: list[Problem]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.problems = faults
