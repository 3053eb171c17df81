"""Features, rules and the files they stand in, as written."""

from dataclasses import dataclass

from storycontract.contract.location import Location
from storycontract.contract.narrative import Narrative
from storycontract.contract.problem import Problem
from storycontract.contract.scenario import Background, Scenario
from storycontract.contract.tag import Tag


@dataclass(frozen=True, slots=True)
class Rule:
    """A Rule with its scenarios, in the order of the file."""

    keyword: str
    name: str
    description: str
    narrative: Narrative
    tags: tuple[Tag, ...]
    background: Background | None
    scenarios: tuple[Scenario, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Feature:
    """A Feature; `scenarios` are those outside every rule (Gherkin puts rules after them)."""

    language: str
    keyword: str
    name: str
    description: str
    narrative: Narrative
    tags: tuple[Tag, ...]
    background: Background | None
    scenarios: tuple[Scenario, ...]
    rules: tuple[Rule, ...]
    location: Location

    @property
    def all_scenarios(self) -> tuple[Scenario, ...]:
        """All scenarios, those inside rules included, in the order of the file."""
        return self.scenarios + tuple(scenario for rule in self.rules for scenario in rule.scenarios)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment line, with its `#`, without the spaces around it."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """One feature file as read: a feature, or the problems that kept it from being one.

    `feature` is None exactly where `problems` is not empty.
    """

    path: str
    feature: Feature | None
    comments: tuple[Comment, ...]
    problems: tuple[Problem, ...]
