"""Problems in content files: where they are, and what was expected instead."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One problem in a content file.

    `location` is the id or name of an entry, the path of a field, or empty for the whole file.
    """

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
    """Raised when content has problems; `problems` holds all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
