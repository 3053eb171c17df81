"""Findings: what the linter has to say about a place in a contract."""

from dataclasses import dataclass
from enum import StrEnum

from storycontract.contract.location import Location
from storycontract.lint.repair import Repair


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Count how many are graver; 0 is the gravest."""
        return _SEVERITIES.index(self)

    def is_at_least(self, other: "Severity") -> bool:
        """Tell whether it weighs as much as another, or more."""
        return self.rank <= other.rank


_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `message` and `fix` are clauses for people, `rule` is the public name.

    `story_ids` are all stories the place bears on, the nearest first: a feature's Background bears on those
    of its rules, too. `end_column` is one past the last character, None where the finding is about the line.
    `repair` is the change that would mend it, None where only a person can.

    `suppressed_because` is the reason an author gave for silencing it: it is shown, and does not count.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    location: Location
    end_column: int | None
    story_ids: tuple[str, ...]
    criterion_id: str | None
    suppressed_because: str | None = None
    repair: Repair | None = None

    @property
    def story_id(self) -> str | None:
        """The story it lies in; None where the file or the place holds no story."""
        return self.story_ids[0] if self.story_ids else None

    @property
    def is_suppressed(self) -> bool:
        """Tell whether an author silenced it, with a reason."""
        return self.suppressed_because is not None
