"""Changes to a file that a rule proposes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Text to put where other text stands; lines and columns count from 1, the end is one past the last.

    To delete whole lines, end at column 1 of the line behind them. An empty range inserts.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One change, made as a whole or not at all; `message` says what it does, as a clause.

    A safe one leaves every compiled case as it is (and is proven to, before anything is written). Whatever
    touches the text of steps, tags or tables is unsafe.
    """

    message: str
    edits: tuple[Edit, ...]
    is_safe: bool = False
