"""Gherkin steps, with their tables and doc strings, as Allure's steps."""

import sys
from typing import Any
from uuid import uuid4

import allure_commons
import pytest
from allure_commons.types import AttachmentType
from pytest_bdd.parser import Scenario as BddScenario
from pytest_bdd.parser import Step as BddStep

from storycontract.report.allure_model import render_table

NOT_WRITTEN = " [not written yet]"
NOT_REACHED = "not reached"
TABLE = "table"
DOC_STRING = "text"


class AllureSteps:
    """Shows the steps of each scenario as they run, and those that it did not come to."""

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
        self._begin(step, NOT_WRITTEN)
        self._end(LookupError("no step function fits this step"))

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_after_scenario(self) -> None:
        """Show what was not reached as skipped."""
        if self._open is not None:
            # A skip or an exit inside a step fires no hook of pytest-bdd; it is on its way through here.
            self._end(sys.exception())
        for step in list(self._left):
            self._begin(step)
            self._end(pytest.skip.Exception(NOT_REACHED))

    def _begin(self, step: BddStep, note: str = "") -> None:
        self._open = str(uuid4())
        self._left = [each for each in self._left if each is not step]
        self._hooks.start_step(uuid=self._open, title=f"{step.keyword} {step.name}{note}", params={})
        if step.datatable is not None:
            self._attach(TABLE, render_table(step.datatable.raw()), AttachmentType.CSV)
        if step.docstring is not None:
            self._attach(DOC_STRING, step.docstring, AttachmentType.TEXT)

    def _attach(self, name: str, body: str, kind: AttachmentType) -> None:
        self._hooks.attach_data(body=body, name=name, attachment_type=kind, extension=None)

    def _end(self, error: BaseException | None) -> None:
        if self._open is not None:
            kind = type(error) if error is not None else None
            trace = error.__traceback__ if error is not None else None
            self._hooks.stop_step(uuid=self._open, title=None, exc_type=kind, exc_val=error, exc_tb=trace)
        self._open = None
