"""Which case of the contract a pytest item runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_bdd.parser import ScenarioTemplate as BddTemplate
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.utils import registry_get_safe

from storycontract.contract.case import Case
from storycontract.contract.contract import Contract
from storycontract.contract.scenario import Scenario
from storycontract.contract.story import Criterion, Story
from storycontract.gherkin_reader.discovery import relative_path
from storycontract.pytest_plugin.bdd_scenario import runs_text_of

EXAMPLE_PARAMETER = "_pytest_bdd_example"


@dataclass(frozen=True, slots=True)
class ScenarioItem:
    """What a pytest item shows of the contract.

    `variant` tells apart several items of one case. `is_direct` is true where we collected it from the
    feature file, false where a module of the user's binds it.
    """

    story: Story
    criterion: Criterion
    scenario: Scenario
    case: Case
    variant: str
    is_direct: bool


SCENARIO_ITEM = pytest.StashKey[ScenarioItem]()


class CaseIndex:
    """Finds stories and criteria by the place of a scenario."""

    def __init__(self, contract: Contract, root: Path) -> None:
        self._root = root
        self._owners: dict[tuple[str, int], tuple[Story, Criterion, Scenario]] = {
            (scenario.location.path, scenario.location.line): (story, criterion, scenario)
            for story in contract.stories
            for criterion in story.criteria
            for scenario in criterion.scenarios
        }

    def find_owner(self, path: str, line: int) -> tuple[Story, Criterion, Scenario] | None:
        """Find whose scenario starts at a line of a file."""
        return self._owners.get((path, line))

    def identify(self, item: pytest.Item) -> ScenarioItem | None:
        """Find which case an item of a user's binding module runs.

        None for what is no scenario, lies outside the contract, or would run other text than it says.
        """
        template = find_template(item)
        if template is None or not isinstance(item, pytest.Function):
            return None
        owner = self.find_owner(self.feature_path(template), template.line_number)
        if owner is None:
            return None
        story, criterion, scenario = owner
        case = _case_of(item, template, scenario)
        if case is None:
            return None
        return ScenarioItem(story, criterion, scenario, case, _variant(item), is_direct=False)

    def feature_path(self, template: BddTemplate) -> str:
        """Name the feature file of a binding as the contract does."""
        return relative_path(self._root, Path(template.feature.filename))


def find_template(item: pytest.Item) -> BddTemplate | None:
    """Find pytest-bdd's scenario behind an item; None where it is no scenario."""
    if not isinstance(item, pytest.Function):
        return None
    return find_template_of(getattr(item.obj, "__func__", item.obj))


def find_template_of(function: object) -> BddTemplate | None:
    """Find pytest-bdd's scenario behind a test function; None where it is no scenario."""
    return registry_get_safe(scenario_wrapper_template_registry, function)


def _case_of(item: pytest.Function, template: BddTemplate, scenario: Scenario) -> Case | None:
    parameters, indices = _parameters(item)
    row = indices.get(EXAMPLE_PARAMETER, 0)
    if row >= len(scenario.cases) or (EXAMPLE_PARAMETER in indices) != bool(scenario.examples):
        return None
    case = scenario.cases[row]
    example = parameters.get(EXAMPLE_PARAMETER, {})
    rendered = template.render(example if isinstance(example, Mapping) else {})
    return case if runs_text_of(rendered, case) else None


def _parameters(item: pytest.Function) -> tuple[Mapping[str, object], Mapping[str, int]]:
    callspec = getattr(item, "callspec", None)
    return (callspec.params, callspec.indices) if callspec else ({}, {})


def _variant(item: pytest.Function) -> str:
    parameters, indices = _parameters(item)
    others = [
        f"{name}={value if isinstance(value, str | int) else indices[name]}"
        for name, value in sorted(parameters.items())
        if name != EXAMPLE_PARAMETER
    ]
    binding = item.nodeid.partition("[")[0]
    return f"{binding}[{','.join(others)}]" if others else binding
