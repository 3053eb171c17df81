"""Hooks that collect the contract and find out what each item proves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.location import Location
from storycontract.evidence.record import PlannedItem
from storycontract.gherkin_reader.discovery import SUFFIX, relative_path
from storycontract.pytest_plugin.binding_modules import find_bindings
from storycontract.pytest_plugin.feature_collector import Collection, FeatureModule
from storycontract.pytest_plugin.run_environment import RunEnvironment
from storycontract.pytest_plugin.scenario_item import SCENARIO_ITEM, CaseIndex, find_template
from storycontract.pytest_plugin.selection import (
    LineArguments,
    deselect,
    find_other_stories,
    find_outside_lines,
)
from storycontract.pytest_plugin.step_check import READINESS, StepCheck, render_problems, scenario_items
from storycontract.pytest_plugin.step_lookup import StepLookup
from storycontract.pytest_plugin.step_modules import StepModules
from storycontract.settings.settings import Settings, UndefinedSteps


class Collecting:
    """Collects feature files, and reads from every item which case it runs and whether it can prove it.

    `planned` is empty until the collection is finished.
    """

    def __init__(  # noqa: PLR0913 - what the project holds, and what the command line asks for
        self,
        config: pytest.Config,
        settings: Settings,
        contract: Contract,
        lookup: StepLookup,
        *,
        lines: LineArguments,
        environment: str,
    ) -> None:
        root = settings.root
        self._environment = RunEnvironment(environment, contract, settings.environments)
        self._settings = settings
        self._lines = lines
        self._wanted_stories: list[str] = config.getoption("story")
        self._files = {root / file.path: file for file in contract.files}
        self._index = CaseIndex(contract, root)
        self._check = StepCheck(lookup, contract.files, root)
        self._collection = Collection(
            index=self._index,
            files=self._files,
            bindings=find_bindings(root, config.getini("python_files"), _base_folder(config)),
            step_modules=StepModules(root, settings.features, settings.steps),
            bound_elsewhere={},
        )
        self._seen: list[pytest.Item] = []
        self._other_text: list[str] = []
        self.planned: tuple[PlannedItem, ...] = ()
        self.remarks: list[str] = []

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect the feature files of the configured tree, and no others."""
        if file_path.suffix != SUFFIX or file_path not in self._files:
            return None
        module: FeatureModule = FeatureModule.from_parent(parent, path=file_path)
        module.collection = self._collection
        return module

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Tell which case each item runs, before any other filter; then apply our own selection."""
        bound = {place for item in items for place in self._identify(item)}
        doubles = [item for item in items if self._is_double(item, bound)]
        if doubles:
            items[:] = [item for item in items if item not in set(doubles)]
        self._seen = scenario_items(items)
        if config.pluginmanager.hasplugin("allure_pytest"):
            self._label(self._seen)
        deselect(config, items, find_outside_lines(items, self._lines, self._files))
        if self._wanted_stories:
            deselect(config, items, find_other_stories(items, self._wanted_stories))
        deselect(config, items, self._environment.find_others(items))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Look every step up, and plan."""
        selected = set(session.items)
        for item in self._seen:
            item.stash[READINESS] = self._check.check(item, item.stash[SCENARIO_ITEM])
        self.planned = tuple(_plan(item, is_selected=item in selected) for item in self._seen)
        self.remarks = self._render_remarks([item for item in self._seen if item in selected])

    def pytest_report_collectionfinish(self) -> list[str]:
        """Show at once what is not written or cannot be proven."""
        return self.remarks

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> None:
        """Keep a scenario from running that could only prove nothing."""
        scenario = pyfuncitem.stash.get(SCENARIO_ITEM, None)
        readiness = pyfuncitem.stash.get(READINESS, None)
        if scenario is None or readiness is None:
            return
        if readiness.problem is not None and scenario.is_direct:
            pytest.fail(readiness.problem, pytrace=False)
        if readiness.undefined and self._settings.undefined_steps is UndefinedSteps.PENDING:
            steps = ", ".join(f"`{step.text}`" for step in readiness.undefined)
            pytest.skip(f"pending: not written yet: {steps}")

    def _identify(self, item: pytest.Item) -> Iterator[tuple[str, str]]:
        """Mark an item of a user's binding module; yield the feature path and scenario name that it binds."""
        if SCENARIO_ITEM in item.stash:
            return
        template = find_template(item)
        if template is None:
            return
        path = self._index.feature_path(template)
        yield path, template.name
        scenario = self._index.identify(item)
        if scenario is not None:
            item.stash[SCENARIO_ITEM] = scenario
        elif self._index.find_owner(path, template.line_number) is not None:
            self._other_text.append(f"{item.nodeid} runs other text than {path}:{template.line_number} says")

    def _label(self, items: list[pytest.Item]) -> None:
        # Allure is loaded only where it is used.
        from storycontract.pytest_plugin.allure_hooks import label_items  # noqa: PLC0415

        features = {file.path: file.feature.name for file in self._files.values() if file.feature is not None}
        label_items(items, self._settings.issue_link, features)

    def _is_double(self, item: pytest.Item, bound: set[tuple[str, str]]) -> bool:
        scenario = item.stash.get(SCENARIO_ITEM, None)
        if scenario is None or not scenario.is_direct:
            return False
        return (scenario.scenario.location.path, scenario.scenario.name) in bound

    def _render_remarks(self, items: list[pytest.Item]) -> list[str]:
        return [
            *(f"counted as not run: {line}" for line in self._other_text),
            *self._render_bound_elsewhere(),
            *self._environment.render_remarks(),
            *render_problems(items),
            *self._check.render_undefined(items),
        ]

    def _render_bound_elsewhere(self) -> list[str]:
        collected = {item.stash[SCENARIO_ITEM].scenario.location for item in self._seen}
        by_module: dict[Path, list[Location]] = {}
        for location, module in self._collection.bound_elsewhere.items():
            if location not in collected:
                by_module.setdefault(module, []).append(location)
        return [
            f"not run: {len(places)} scenario{'s' if len(places) > 1 else ''} of {places[0].path}, bound by "
            f"{relative_path(self._settings.root, module)}: run that too"
            for module, places in by_module.items()
        ]


def _base_folder(config: pytest.Config) -> str | None:
    return config.getini("bdd_features_base_dir") or None


def _plan(item: pytest.Item, *, is_selected: bool) -> PlannedItem:
    scenario = item.stash[SCENARIO_ITEM]
    readiness = item.stash[READINESS]
    return PlannedItem(
        node_id=item.nodeid,
        story_id=scenario.story.id,
        criterion_id=scenario.criterion.id,
        fingerprint=scenario.case.fingerprint,
        variant=scenario.variant,
        selected=is_selected,
        bound=readiness.is_bound,
        problem=readiness.problem,
    )
