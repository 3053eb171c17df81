"""What Allure shows of a scenario: labels, Gherkin steps, readable names; and nothing of our plumbing."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

import allure_commons
import pytest
from allure_commons.model2 import Parameter, Status, StatusDetails, TestResult, TestResultContainer
from allure_commons.types import AttachmentType
from allure_pytest.utils import allure_full_name
from pytest_bdd.parser import Scenario as BddScenario
from pytest_bdd.parser import Step as BddStep

from storycontract.pytest_plugin.scenario_item import EXAMPLE_PARAMETER, SCENARIO_ITEM, ScenarioItem
from storycontract.report.allure_model import (
    LINK_TYPE,
    history_id,
    link_url,
    list_labels,
    name_case,
    render_labels,
    render_table,
)
from storycontract.report.stories import CaseEntry, CriterionEntry, StoriesDocument, StoryEntry

PLUGIN = "allure_listener"

# Fixtures that are machinery of pytest-bdd, pytest and pytest-playwright, or private to somebody.
_PLUMBING = ("_", "pytestbdd_", "pytestconfig", "delete_output_dir")


def is_allure_active(config: pytest.Config) -> bool:
    """Tell whether allure-pytest writes results in this run."""
    return bool(config.getoption("allure_report_dir", default=None)) and config.pluginmanager.hasplugin(
        PLUGIN
    )


def label_items(items: Iterable[pytest.Item], issue_link: str | None) -> None:
    """Label items before allure-pytest selects by labels; markers need nothing of Allure."""
    for item in items:
        scenario = item.stash.get(SCENARIO_ITEM, None)
        if scenario is None:
            continue
        for name, value in _labels_of(scenario):
            item.add_marker(pytest.mark.allure_label(value, label_type=name))
        url = link_url(scenario.story.id, issue_link)
        if url is not None:
            item.add_marker(pytest.mark.allure_link(url, link_type=LINK_TYPE, name=scenario.story.id))


def _labels_of(scenario: ScenarioItem) -> list[tuple[str, str]]:
    metadata = scenario.story.metadata
    return list_labels(
        story_id=scenario.story.id,
        feature=scenario.story.title,
        epic=metadata.epic,
        owner=metadata.owner,
        priority=metadata.priority,
        rule=scenario.criterion.rule,
    )


class AllureSteps:
    """Shows Gherkin steps, with their tables and doc strings, as Allure's steps."""

    def __init__(self) -> None:
        self._hooks: Any = allure_commons.plugin_manager.hook
        self._open: str | None = None
        self._left: list[BddStep] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_scenario(self, scenario: BddScenario) -> None:
        """Note the steps to come."""
        self._open = None
        self._left = list(scenario.steps)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_step(self, step: BddStep) -> None:
        """Open a step."""
        self._begin(step)

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_after_step(self) -> None:
        """Close a step that returned."""
        self._end(None)

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_step_error(self, exception: BaseException) -> None:
        """Close a step that raised."""
        self._end(exception)

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_step_func_lookup_error(self, step: BddStep) -> None:
        """Show a step that nobody has written."""
        self._begin(step, " [not written yet]")
        self._end(LookupError("no step function fits this step"))

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_after_scenario(self) -> None:
        """Show what was not reached as skipped."""
        if self._open is not None:
            # A skip or an exit inside a step fires no hook of pytest-bdd; it is on its way through here.
            self._end(sys.exception())
        for step in list(self._left):
            self._begin(step)
            self._end(pytest.skip.Exception("not reached"))

    def _begin(self, step: BddStep, note: str = "") -> None:
        self._open = str(uuid4())
        if step in self._left:
            self._left.remove(step)
        self._hooks.start_step(uuid=self._open, title=f"{step.keyword} {step.name}{note}", params={})
        if step.datatable is not None:
            self._attach("table", render_table(step.datatable.raw()), AttachmentType.CSV)
        if step.docstring is not None:
            self._attach("text", step.docstring, AttachmentType.TEXT)

    def _attach(self, name: str, body: str, kind: AttachmentType) -> None:
        self._hooks.attach_data(body=body, name=name, attachment_type=kind, extension=None)

    def _end(self, error: BaseException | None) -> None:
        if self._open is not None:
            kind = type(error) if error is not None else None
            trace = error.__traceback__ if error is not None else None
            self._hooks.stop_step(uuid=self._open, title=None, exc_type=kind, exc_val=error, exc_tb=trace)
        self._open = None


class AllureResults:
    """Makes each result readable just before allure-pytest writes it."""

    def __init__(self, root: Path) -> None:
        self._root = f"{root}/"
        self._scenarios: dict[str, ScenarioItem] = {}

    def register(self) -> Callable[[], None]:
        """Register with Allure; give what undoes it."""
        allure_commons.plugin_manager.register(self)
        return lambda: allure_commons.plugin_manager.unregister(self)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Remember which case a result will be about."""
        scenario = item.stash.get(SCENARIO_ITEM, None)
        if scenario is not None:
            self._scenarios[allure_full_name(item)] = scenario

    @allure_commons.hookimpl(tryfirst=True)
    def report_result(self, result: TestResult) -> None:
        """Name the result as its scenario, and take out what tells a reader nothing."""
        scenario = self._scenarios.get(result.fullName)
        if scenario is None:
            return
        case = scenario.case
        result.name = name_case(case.name, scenario.scenario.name, [value for _, value in case.example])
        result.titlePath = [
            scenario.story.location.path,
            *([scenario.criterion.rule] if scenario.criterion.rule else []),
        ]
        result.description = scenario.scenario.description.strip() or scenario.story.narrative.text
        result.historyId = _case_history(
            scenario.story.id, scenario.criterion.id, [value for _, value in case.example], scenario.variant
        )
        result.parameters = [
            *(Parameter(name=name, value=value) for name, value in case.example),
            *(each for each in result.parameters if each.name != EXAMPLE_PARAMETER),
        ]
        result.labels = [label for label in result.labels if not (label.name == "tag" and ":" in label.value)]
        self._shorten(result.statusDetails)
        for step in result.steps:
            self._shorten(step.statusDetails)

    @allure_commons.hookimpl(tryfirst=True)
    def report_container(self, container: TestResultContainer) -> None:
        """Take pytest-bdd's own fixtures out of the set-up."""
        container.befores = [each for each in container.befores if not each.name.startswith(_PLUMBING)]
        container.afters = [each for each in container.afters if not str(each.name).startswith(_PLUMBING)]

    def _shorten(self, details: StatusDetails | None) -> None:
        if details is not None:
            details.message = details.message and details.message.replace(self._root, "")
            details.trace = details.trace and details.trace.replace(self._root, "")


def report_not_run(document: StoriesDocument, run_id: str, reason: str) -> None:
    """Report every case of the contract that this run has no attempt of, as unknown and why."""
    for story in document.stories:
        for criterion in story.criteria:
            for case in criterion.cases:
                if not any(attempt.run == run_id for attempt in case.attempts):
                    _report_unknown(story, criterion, case, reason)


def _report_unknown(story: StoryEntry, criterion: CriterionEntry, case: CaseEntry, reason: str) -> None:
    why = "only a person can check this" if case.is_manual else case.problem or reason
    labels = list_labels(
        story_id=story.id,
        feature=story.title,
        epic=story.epic,
        owner=story.owner,
        priority=story.priority,
        rule=criterion.rule,
    )
    identity = _case_history(story.id, criterion.id, [cell.value for cell in case.example], "")
    result = TestResult(
        uuid=str(uuid4()),
        name=name_case(case.name, criterion.name, [cell.value for cell in case.example]),
        fullName=f"{case.path}:{case.line}",
        testCaseId=identity,
        historyId=identity,
        titlePath=[case.path, *([criterion.rule] if criterion.rule else [])],
        status=Status.UNKNOWN,
        statusDetails=StatusDetails(message=f"Not run: {why}"),
        labels=render_labels(labels),
        parameters=[Parameter(name=cell.column, value=cell.value) for cell in case.example],
    )
    allure_commons.plugin_manager.hook.report_result(result=result)


def _case_history(story_id: str, criterion_id: str, row: list[str], variant: str) -> str:
    return history_id("case", story_id, criterion_id, *row, variant)
