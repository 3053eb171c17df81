"""What Allure shows of a scenario: readable names, labels and messages, and nothing of our plumbing."""

import re
from collections.abc import Iterable, Iterator, Mapping

import allure_commons
import pytest
from allure_commons.model2 import (
    Label,
    Parameter,
    Status,
    StatusDetails,
    TestResult,
    TestResultContainer,
    TestStepResult,
)
from allure_pytest.utils import allure_full_name

from storycontract.pytest_plugin.allure_fixtures import AllureFixtures
from storycontract.pytest_plugin.allure_steps import NOT_REACHED, NOT_WRITTEN
from storycontract.pytest_plugin.feature_collector import FeatureModule
from storycontract.pytest_plugin.scenario_item import EXAMPLE_PARAMETER, SCENARIO_ITEM, ScenarioItem
from storycontract.pytest_plugin.step_check import READINESS, Readiness
from storycontract.report.allure_model import (
    LINK_TYPE,
    SUITE_LABELS,
    AllureContract,
    link_url,
    list_labels,
    list_suites,
    locate_case,
    name_case,
    name_story,
    render_description,
    render_labels,
)

# The values of a function's arguments stand at the top of each part of a traceback.
_ARGUMENTS = re.compile(r"(?:\A|(?<=_ \n)|(?<=_\n)\n?)(?:^[\w.]+ = .*\n)+\n", re.MULTILINE)
_PLAIN = str | int | float | bool | None


def label_items(items: Iterable[pytest.Item], issue_link: str | None, features: Mapping[str, str]) -> None:
    """Label items before allure-pytest selects by labels; markers need nothing of Allure."""
    for item in items:
        scenario = item.stash.get(SCENARIO_ITEM, None)
        if scenario is None:
            continue
        for name, value in _labels_of(scenario, features):
            item.add_marker(pytest.mark.allure_label(value, label_type=name))
        url = link_url(scenario.story.id, issue_link)
        if url is not None:
            item.add_marker(pytest.mark.allure_link(url, link_type=LINK_TYPE, name=scenario.story.id))


def _labels_of(scenario: ScenarioItem, features: Mapping[str, str]) -> list[tuple[str, str]]:
    story = scenario.story
    return list_labels(
        story_id=story.id,
        feature=features.get(story.location.path, story.title),
        epic=story.metadata.epic,
        owner=story.metadata.owner,
        priority=story.metadata.priority,
        rule=scenario.criterion.rule,
    )


class AllureResults:
    """Makes each result readable just before it is written.

    `cut_off` are the histories of those that did not come to their end.
    """

    def __init__(self, contract: AllureContract, fixtures: AllureFixtures) -> None:
        self.cut_off: set[str] = set()
        self._contract = contract
        self._fixtures = fixtures
        self._items: dict[str, pytest.Item] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Remember which item a result will be about."""
        if SCENARIO_ITEM in item.stash or isinstance(item.parent, FeatureModule):
            self._items[allure_full_name(item)] = item

    @allure_commons.hookimpl(tryfirst=True)
    def report_result(self, result: TestResult) -> None:
        """Make a result of ours readable."""
        item = self._items.get(result.fullName)
        if item is None:
            return
        scenario = item.stash.get(SCENARIO_ITEM, None)
        if scenario is None:
            _tell_unreadable_file(result, item)
        else:
            self._tell_case(result, scenario, item)
            if _was_cut_off(result, scenario):
                result.status = Status.BROKEN
                result.statusDetails = StatusDetails(message="Cut off: the scenario was broken off")
                self.cut_off.add(result.historyId)
            _tell_outcome(result, item.stash.get(READINESS, Readiness()))
            # A scenario that was skipped or could not begin has told nothing of its steps.
            result.steps = result.steps or list(_iter_steps(scenario))

    @allure_commons.hookimpl(tryfirst=True)
    def report_container(self, container: TestResultContainer) -> None:
        """Take out fixtures that the project did not write."""
        self._fixtures.tidy(container)

    def _tell_case(self, result: TestResult, scenario: ScenarioItem, item: pytest.Item) -> None:
        case, story = scenario.case, scenario.story
        title = name_story(story.id, story.title, id_is_derived=story.id_is_derived)
        rule = scenario.criterion.rule
        text = scenario.scenario.description.strip() or story.narrative.text
        result.name = name_case(case.name, scenario.scenario.name, [value for _, value in case.example])
        result.description = render_description(text, case.location.path, case.location.line)
        result.historyId = result.testCaseId = self._contract.history_of(
            case.location.path, case.location.line, scenario.variant
        )
        result.titlePath = locate_case(epic=story.metadata.epic, story=title, title=story.title, rule=rule)
        result.labels = [*_own_labels(result.labels), *render_labels(list_suites(result.titlePath))]
        result.parameters = [
            *(Parameter(name=name, value=value) for name, value in case.example),
            *_own_parameters(result.parameters, item),
        ]


def _was_cut_off(result: TestResult, scenario: ScenarioItem) -> bool:
    # Of a scenario that is interrupted, allure-pytest knows only that its set-up passed.
    passed = sum(step.status == Status.PASSED for step in result.steps)
    return bool(result.status == Status.PASSED and passed < len(scenario.case.steps))


def _iter_steps(scenario: ScenarioItem) -> Iterator[TestStepResult]:
    for step in scenario.case.steps:
        yield TestStepResult(name=f"{step.keyword} {step.text}", status=Status.SKIPPED)


def _own_labels(labels: Iterable[Label]) -> list[Label]:
    # Tags with a colon are metadata, and labels already; the package of a feature file is none.
    return [
        label
        for label in labels
        if label.name not in {*SUITE_LABELS, "package"} and not (label.name == "tag" and ":" in label.value)
    ]


def _own_parameters(parameters: Iterable[Parameter], item: pytest.Item) -> list[Parameter]:
    callspec = getattr(item, "callspec", None)
    values: Mapping[str, object] = callspec.params if callspec else {}
    shown = []
    for each in parameters:
        value = values.get(each.name)
        if each.name == EXAMPLE_PARAMETER:
            continue
        if each.name in values and callspec is not None:
            # What is no plain value would be shown by its address in memory.
            each.value = str(value) if isinstance(value, _PLAIN) else f"no. {callspec.indices[each.name] + 1}"
        shown.append(each)
    return shown


def _tell_unreadable_file(result: TestResult, item: pytest.Item) -> None:
    path = item.nodeid.partition("::")[0]
    result.name = f"{path} cannot be read"
    result.description = None
    result.status = Status.BROKEN
    _tidy(result.statusDetails)
    result.titlePath = [result.name]
    result.labels = [*_own_labels(result.labels), *render_labels(list_suites(result.titlePath))]


def _tell_outcome(result: TestResult, readiness: Readiness) -> None:
    for step in result.steps:
        _tidy(step.statusDetails)
    details = result.statusDetails
    if details is None:
        return
    _tidy(details)
    if result.status not in {Status.FAILED, Status.BROKEN}:
        return
    if readiness.problem is not None:
        # It was not tried: that says nothing against the product.
        result.status = Status.BROKEN
        details.message, details.trace = readiness.problem, None
        return
    failing = next((step for step in result.steps if step.status in {Status.FAILED, Status.BROKEN}), None)
    if failing is not None and failing.name.endswith(NOT_WRITTEN):
        steps = "\n".join(f"  {step.keyword} {step.text} ({step.location})" for step in readiness.undefined)
        details.message, details.trace = f"not written yet:\n{steps}", None
    elif failing is not None and details.message:
        # The rest, a page's whole text perhaps, is in the trace.
        first, _, _ = details.message.partition("\n\n")
        details.message = f"{failing.name}\n\n{first}"


def _tidy(details: StatusDetails | None) -> None:
    if details is None or not details.message:
        return
    message = details.message.strip().removeprefix("LookupError: ").removeprefix("Failed: ")
    is_not_reached = message.endswith(f": {NOT_REACHED}")
    details.message = NOT_REACHED if is_not_reached else message
    # Of a skip, the trace is where it stands; of what fails without one, the message again.
    is_noise = is_not_reached or message.startswith("Skipped:") or details.trace == message
    details.trace = None if is_noise or not details.trace else _ARGUMENTS.sub("", details.trace)
