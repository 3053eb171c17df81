"""What the exit code of a command says."""

from enum import IntEnum


class ExitCode(IntEnum):
    """One answer for each way a command can end."""

    HOLDS = 0
    DOES_NOT_HOLD = 1
    WRONG_USAGE = 2
    CANNOT_DECIDE = 3
    INTERNAL_ERROR = 4
    INTERRUPTED = 130
