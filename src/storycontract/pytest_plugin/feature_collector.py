"""Feature files as pytest collectors: one plain test function for each case."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest
from _pytest.python import PyCollector

from storycontract.contract.feature import FeatureFile, Rule
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.scenario import Scenario
from storycontract.pytest_plugin.bdd_scenario import CompiledFeature, ScenarioFunction
from storycontract.pytest_plugin.binding_modules import Bindings
from storycontract.pytest_plugin.scenario_item import SCENARIO_ITEM, CaseIndex, ScenarioItem
from storycontract.pytest_plugin.step_modules import StepModules

_LONGEST_ROW_ID = 80


@dataclass(frozen=True, slots=True)
class Collection:
    """What collecting feature files rests on; `bound_elsewhere` grows as scenarios turn out to be bound."""

    index: CaseIndex
    files: Mapping[Path, FeatureFile]
    bindings: Bindings
    step_modules: StepModules
    bound_elsewhere: dict[Location, Path]


class FeatureModule(pytest.Module):
    """A feature file. It is a `pytest.Module`, since module fixtures look for one."""

    collection: Collection

    def _getobj(self) -> ModuleType:
        return ModuleType(self.path.stem)

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield the items of the feature, then a collector for each rule."""
        file = self.collection.files[self.path]
        if file.feature is None:
            yield from _failing_items(self, "cannot be read", file.problems)
            return
        self.collection.step_modules.register_for(self)
        maker = _ItemMaker(self.collection, CompiledFeature(file.feature, self.path), self.path)
        yield from maker.iter_items(self, None, file.feature.scenarios)
        names = _UniqueNames()
        for rule in file.feature.rules:
            yield RuleCollector.from_parent(
                self, name=names.take(_node_name(rule.name)), rule=rule, maker=maker
            )


class RuleCollector(PyCollector):
    """A Rule with the items of its scenarios."""

    def __init__(self, *, rule: Rule, maker: "_ItemMaker", **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self._rule = rule
        self._maker = maker

    def _getobj(self) -> ModuleType:
        return ModuleType(self.name)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Point at the rule in its feature file."""
        return self.path, self._rule.location.line - 1, self.name

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the items of the rule."""
        return self._maker.iter_items(self, self._rule, self._rule.scenarios)


class _ItemMaker:
    """Makes the items of one feature file."""

    def __init__(self, collection: Collection, compiled: CompiledFeature, file: Path) -> None:
        self._collection = collection
        self._compiled = compiled
        self._file = file

    def iter_items(
        self, parent: PyCollector, rule: Rule | None, scenarios: tuple[Scenario, ...]
    ) -> Iterator[pytest.Item]:
        names = _UniqueNames()
        for scenario in scenarios:
            binder = self._collection.bindings.find_binder(self._file, scenario.name)
            if binder is not None:
                self._collection.bound_elsewhere[scenario.location] = binder
                continue
            name = names.take(_node_name(scenario.name))
            yield from self._iter_cases(parent, rule, scenario, name)

    def _iter_cases(
        self, parent: PyCollector, rule: Rule | None, scenario: Scenario, name: str
    ) -> Iterator[pytest.Item]:
        owner = self._collection.index.find_owner(scenario.location.path, scenario.location.line)
        if owner is None:
            return
        story, criterion, _ = owner
        rows = _UniqueNames()
        for case in scenario.cases:
            if case.is_manual:
                continue
            row = f"[{rows.take(_row_id(case.example))}]" if scenario.examples else ""
            function = self._compiled.build_function(rule, scenario, case)
            for item in _generate(parent, f"{name}{row}", function, self._file, case.location.line):
                variant = item.name.removeprefix(f"{name}{row}")
                item.stash[SCENARIO_ITEM] = ScenarioItem(
                    story, criterion, scenario, case, variant, is_direct=True
                )
                yield item


class _UniqueNames:
    """Numbers names that were taken before."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        unique, number = name, 1
        while unique in self._taken:
            number += 1
            unique = f"{name}#{number}"
        self._taken.add(unique)
        return unique


def _generate(
    parent: PyCollector, name: str, function: ScenarioFunction, file: Path, line: int
) -> Iterator[pytest.Function]:
    _place(function, file, line)
    # An item looks its function up by name in what its parent stands for.
    setattr(parent.obj, name, function)
    # pytest has no public way to make functions that other plugins' pytest_generate_tests still see.
    return parent._genfunctions(name, function)  # noqa: SLF001


def _place(function: ScenarioFunction, file: Path, line: int) -> None:
    """Make reports and editors point at the line of the feature file."""
    if isinstance(function, FunctionType):
        code: CodeType = function.__code__
        function.__code__ = code.replace(co_filename=str(file), co_firstlineno=line)


def _failing_items(
    parent: PyCollector, name: str, problems: tuple[Problem, ...]
) -> Iterator[pytest.Function]:
    message = "\n".join(
        f"{each.location}:{each.location.column}: {each.detail} [{each.name}]\n  fix: {each.fix}"
        for each in problems
    )
    function = _failing_function(message)
    return _generate(parent, name, function, parent.path, problems[0].location.line)


def _failing_function(message: str) -> Callable[[], None]:
    # A collection error would keep every other file from running.
    def unreadable() -> None:
        pytest.fail(message, pytrace=False)

    return unreadable


def _node_name(name: str) -> str:
    # `::` separates the parts of a node id, and `[` starts the part that selects a row; a cell may hold a
    # line break, which no list of tests survives.
    one_line = "".join(character if character.isprintable() else " " for character in name)
    shown = one_line.replace("::", ":").replace("[", "(").replace("]", ")").strip() or "(unnamed)"
    # What Python or pytest itself looks up in a module cannot be the name of a test.
    return f"({shown})" if shown.startswith("__") or shown == "pytestmark" else shown


def _row_id(example: tuple[tuple[str, str], ...]) -> str:
    return _node_name("-".join(value for _, value in example))[:_LONGEST_ROW_ID]
