"""Cases: the concrete, executable expansions of a criterion."""

from dataclasses import dataclass
from functools import cached_property

from storycontract.contract.fingerprint import fingerprint_case
from storycontract.contract.location import Location
from storycontract.contract.step import Step


@dataclass(frozen=True)
class Case:
    """One compiled pickle: background and one examples row filled in.

    `location` is the examples row for an outline, else the scenario; `scenario_location` is always the
    scenario. `tags` are the names (without `@`) of all tags in effect, each once, outermost first. `example`
    pairs each column with its value, empty for a plain scenario. `obligations` are those of the tags that a
    runner may act on.
    """

    name: str
    steps: tuple[Step, ...]
    tags: tuple[str, ...]
    location: Location
    scenario_location: Location
    example: tuple[tuple[str, str], ...]
    obligations: tuple[str, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """What tells this case from every other that a runner could tell from it."""
        return fingerprint_case(self.steps, self.obligations)

    @property
    def is_manual(self) -> bool:
        """Tell whether only a person can give this case evidence."""
        return "manual" in [name.partition(":")[0] for name in self.tags]

    @property
    def is_draft(self) -> bool:
        """Tell whether the author says that this is not ready."""
        return "draft" in [name.partition(":")[0] for name in self.tags]

    @property
    def environments(self) -> tuple[str, ...]:
        """Name the environments its `@env:` tags require; empty where the settings decide."""
        return tuple(name.removeprefix("env:") for name in self.tags if name.startswith("env:"))
