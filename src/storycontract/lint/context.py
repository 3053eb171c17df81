"""What a rule may know beside the node it checks."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from storycontract.contract.feature import Feature, FeatureFile, Rule
from storycontract.contract.location import Location
from storycontract.contract.scenario import Background, Scenario
from storycontract.contract.step import Step
from storycontract.contract.story import Story
from storycontract.lint.options import DEFAULT_OPTIONS, LintOptions

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class LintContext:
    """The file a node stands in, its stories, and the project's choices.

    `lines` are those of the file without their ends, empty where nobody has the source at hand.
    """

    file: FeatureFile
    stories: tuple[Story, ...] = ()
    options: LintOptions = DEFAULT_OPTIONS
    lines: tuple[str, ...] = ()

    @cached_property
    def language(self) -> str:
        """The Gherkin language code of the file."""
        return self.file.feature.language if self.file.feature else DEFAULT_LANGUAGE

    def find_line(self, location: Location) -> str | None:
        """Find the line a place stands in, as written; None where the source is not at hand."""
        return self.lines[location.line - 1] if 0 < location.line <= len(self.lines) else None

    def find_rule(self, scenario: Scenario) -> Rule | None:
        """Find the Gherkin Rule a scenario stands in; None outside rules."""
        places = self._rule_by_place
        return places.get(scenario.location) if places else None

    def list_background_steps(self, scenario: Scenario) -> tuple[Step, ...]:
        """List the steps that run before those of a scenario: the feature's, then its rule's."""
        rule = self.find_rule(scenario)
        own = rule.background.steps if rule and rule.background else ()
        return (*self._steps_above_all, *own)

    def find_story(self, node: Feature | Rule | Scenario) -> Story | None:
        """Find the story that a node is or belongs to."""
        return self._story_by_place.get(node.location)

    def find_owner(self, step: Step) -> Scenario | Background | None:
        """Find what a written step is one of."""
        return self._owner_by_place.get(step.location)

    @cached_property
    def _steps_above_all(self) -> tuple[Step, ...]:
        background = self.file.feature.background if self.file.feature else None
        return background.steps if background else ()

    @cached_property
    def _rule_by_place(self) -> dict[Location, Rule]:
        rules = self.file.feature.rules if self.file.feature else ()
        return {scenario.location: rule for rule in rules for scenario in rule.scenarios}

    @cached_property
    def _story_by_place(self) -> dict[Location, Story]:
        places = {
            scenario.location: story
            for story in self.stories
            for criterion in story.criteria
            for scenario in criterion.scenarios
        }
        return places | {story.location: story for story in self.stories}

    @cached_property
    def _owner_by_place(self) -> dict[Location, Scenario | Background]:
        feature = self.file.feature
        if feature is None:
            return {}
        backgrounds = (feature.background, *(rule.background for rule in feature.rules))
        owners: list[Scenario | Background] = [*filter(None, backgrounds), *feature.all_scenarios]
        return {step.location: owner for owner in owners for step in owner.steps}


class WatchedContext:
    """A context that remembers whether anything but the language and the options was asked of it.

    What a rule says about a step after no such look depends on the step's words alone.
    """

    def __init__(self, context: LintContext) -> None:
        self.language = context.language
        self.options = context.options
        self.was_searched = False
        self._context = context

    def __getattr__(self, name: str) -> Any:
        self.was_searched = True
        return getattr(self._context, name)
