"""What a project has settled that rules may read: its people, its words, its limits."""

from dataclasses import dataclass, field
from enum import StrEnum


class Surface(StrEnum):
    """What kind of product the stories speak of: what is a leak for one is the very subject of another."""

    UI = "ui"
    API = "api"
    CLI = "cli"
    LIBRARY = "library"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the project's glossary, and the words it is to be used instead of."""

    name: str
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things may be; a field is a settings key, its default what holds where nothing is set."""

    step_characters: int = 120
    title_characters: int = 80
    narrative_words: int = 60
    scenario_steps: int = 12
    actions: int = 4
    example_rows: int = 20
    scenarios: int = 20


@dataclass(frozen=True, slots=True)
class LintOptions:
    """The project's choices; `allow` are words that no wording rule flags, in lower case."""

    surface: Surface | None = None
    personas: tuple[str, ...] = ()
    glossary: tuple[Term, ...] = ()
    allow: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)


DEFAULT_OPTIONS = LintOptions()
