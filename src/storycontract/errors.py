"""Every mistake a user can make, as one hierarchy.

StorycontractError
├── UsageError             exit 2: a path, id or option that is not there
│   └── SettingsError      exit 2: pyproject.toml says something that cannot be
├── CannotDecideError      exit 3: evidence is missing or unreadable
│   ├── EvidenceError      exit 3: a file of evidence cannot be read or written
│   └── LedgerError        exit 3: the ledger cannot be opened, read or written
└── SetUpError             exit 4: something the machine needs is not there
"""

from typing import ClassVar


class StorycontractError(Exception):
    """A mistake with its place and its remedy; never a bug of this product."""

    name: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 4

    def __init__(self, problem: str, *, fix: str, where: str | None = None) -> None:
        self.problem = problem
        self.fix = fix
        self.where = where
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.problem} [{self.name}]\n  fix: {self.fix}"


class UsageError(StorycontractError):
    """A command was given something that does not exist or does not fit."""

    name = "usage"
    exit_code = 2


class SettingsError(UsageError):
    """The settings in pyproject.toml cannot be used."""

    name = "settings"


class CannotDecideError(StorycontractError):
    """The question has no answer yet: something it rests on is missing."""

    name = "cannot-decide"
    exit_code = 3


class EvidenceError(CannotDecideError):
    """A file of evidence cannot be read or written."""

    name = "evidence"


class LedgerError(CannotDecideError):
    """The ledger cannot be opened, read or written."""

    name = "ledger"


class SetUpError(StorycontractError):
    """The machine lacks something that the work needs."""

    name = "set-up"


def say_reason(error: OSError) -> str:
    """Say why the system refused, as words in the middle of a sentence."""
    return (error.strerror or str(error)).lower()
