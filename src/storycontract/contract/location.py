"""A place in a file."""

from typing import NamedTuple


class Location(NamedTuple):
    """A place in a feature file: lines count from 1, columns from 1 in code points.

    `path` is relative to the project root with forward slashes. Made for every line, hence a tuple.
    """

    path: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"
