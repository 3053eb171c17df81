"""Scenarios, their examples and backgrounds, as written."""

from dataclasses import dataclass

from storycontract.contract.case import Case
from storycontract.contract.location import Location
from storycontract.contract.step import Step
from storycontract.contract.tag import Tag


@dataclass(frozen=True, slots=True)
class Background:
    """Steps that come before those of every scenario beside it."""

    keyword: str
    name: str
    description: str
    steps: tuple[Step, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class ExamplesRow:
    """One row of an examples table."""

    cells: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Examples:
    """One Examples block; `header` is empty where it has no table."""

    keyword: str
    name: str
    description: str
    tags: tuple[Tag, ...]
    header: tuple[str, ...]
    rows: tuple[ExamplesRow, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Scenario:
    """A Scenario or Scenario Outline as written, with the cases it compiles to.

    `is_outline` is true where the outline keyword or an Examples block stands. An outline without rows and a
    scenario without steps have no case.
    """

    keyword: str
    name: str
    description: str
    tags: tuple[Tag, ...]
    steps: tuple[Step, ...]
    examples: tuple[Examples, ...]
    is_outline: bool
    cases: tuple[Case, ...]
    location: Location
