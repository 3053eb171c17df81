"""Which fixtures Allure shows around a scenario: those that the project wrote."""

from pathlib import Path
from typing import Any

import pytest
from allure_commons.model2 import Status, TestBeforeResult, TestResultContainer

from storycontract.pytest_plugin.scenario_item import SCENARIO_ITEM

# How Allure names what pytest-bdd, pytest and plugins hand to a fixture for its own clean-up.
_PLUMBING = "<lambda>"


class AllureFixtures:
    """Tells the project's own fixtures from those of pytest, pytest-bdd and other plugins.

    Only for scenarios: what Allure shows around ordinary tests is none of our business.
    """

    def __init__(self, listener: Any, root: Path, libraries: tuple[Path, ...]) -> None:
        self._reporter = listener.allure_logger
        self._root = root
        self._libraries = libraries
        self._in_scenario = False
        self._foreign: dict[int, TestBeforeResult] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Note whether the fixtures to come are set up for a scenario."""
        self._in_scenario = SCENARIO_ITEM in item.stash

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> None:
        """Note a fixture that nobody here wrote, while Allure has it open."""
        if self._in_scenario and not self._is_ours(fixturedef):
            shown = self._reporter.get_last_item(TestBeforeResult)
            self._foreign[id(shown)] = shown

    def tidy(self, container: TestResultContainer) -> None:
        """Take out foreign fixtures, unless one of them went wrong, and name clean-ups as their fixtures."""
        is_foreign = any(id(each) in self._foreign for each in container.befores)
        container.befores = [each for each in container.befores if not self._is_noise(each)]
        for each in container.befores:
            self._foreign.pop(id(each), None)
        container.afters = [
            each
            for each in container.afters
            if each.status not in {None, Status.PASSED}
            or not (is_foreign or str(each.name).endswith(f"::{_PLUMBING}"))
        ]
        for each in container.afters:
            name, _, part = str(each.name).partition("::")
            if part.isdigit():
                each.name = name

    def _is_noise(self, before: TestBeforeResult) -> bool:
        return self._foreign.pop(id(before), None) is not None and before.status == Status.PASSED

    def _is_ours(self, fixturedef: pytest.FixtureDef[object]) -> bool:
        function = fixturedef.func
        if hasattr(function, "__allure_display_name__"):
            return True
        code = getattr(function, "__code__", None)
        file = Path(code.co_filename) if code is not None else Path()
        return file.is_relative_to(self._root) and not any(map(file.is_relative_to, self._libraries))
