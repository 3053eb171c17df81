"""Whether a scenario can run as it stands, told before anything runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from storycontract.contract.feature import FeatureFile
from storycontract.contract.location import Location
from storycontract.contract.scenario import Scenario
from storycontract.contract.step import Step
from storycontract.gherkin_reader.discovery import relative_path
from storycontract.pytest_plugin.bdd_scenario import TYPE_BY_KIND
from storycontract.pytest_plugin.scenario_item import SCENARIO_ITEM, ScenarioItem
from storycontract.pytest_plugin.step_lookup import StepLookup
from storycontract.step_binding.step_definition import StepDefinition
from storycontract.step_binding.suggestion import SNIPPET_IMPORT, render_snippet, snippet_key, suggest_steps


@dataclass(frozen=True, slots=True)
class Readiness:
    """What keeps an item from proving its case.

    `undefined` are its steps without a function, in order. `problem` is a defect of contract or steps that
    makes its pass worthless.
    """

    undefined: tuple[Step, ...] = ()
    problem: str | None = None

    @property
    def is_bound(self) -> bool:
        """Tell whether every step has exactly one function that can run it."""
        return not self.undefined and self.problem is None


READINESS = pytest.StashKey[Readiness]()


class StepCheck:
    """Looks every step of every item up, without running anything."""

    def __init__(self, lookup: StepLookup, files: Iterable[FeatureFile], root: Path) -> None:
        self._lookup = lookup
        self._root = root
        self._doubles = dict(_iter_doubles(files))

    def check(self, item: pytest.Item, scenario: ScenarioItem) -> Readiness:
        """Tell what keeps an item from proving its case."""
        undefined: list[Step] = []
        problems: list[str] = []
        double = self._doubles.get(scenario.scenario.location)
        if double is not None and scenario.is_direct:
            problems.append(double)
        for step in scenario.case.steps:
            found = self._lookup.resolve(step.kind, step.text, item, item.session)
            if found.error is not None:
                problems.append(f"step `{step.text}` ({step.location}) breaks a parser: {found.error}")
            elif found.chosen is None:
                undefined.append(step)
            elif found.rivals:
                problems.append(self._describe_rivals(step, found.chosen, found.rivals))
            elif found.chosen.is_async:
                problems.append(self._describe_async(step, found.chosen))
        return Readiness(tuple(undefined), "; ".join(dict.fromkeys(problems)) or None)

    def _describe_rivals(self, step: Step, chosen: StepDefinition, rivals: Sequence[StepDefinition]) -> str:
        places = " and ".join(self._place(definition) for definition in (chosen, *rivals))
        return f"step `{step.text}` ({step.location}) fits more than one function: {places}"

    def _describe_async(self, step: Step, chosen: StepDefinition) -> str:
        place = self._place(chosen)
        return f"step `{step.text}` ({step.location}) has an async function, which nobody awaits: {place}"

    def _place(self, definition: StepDefinition) -> str:
        return f"{relative_path(self._root, Path(definition.source_path))}:{definition.line}"

    def render_undefined(self, items: Iterable[pytest.Item]) -> list[str]:
        """Render every step that nobody has written: where it stands, what comes close, and how to begin."""
        missing: dict[str, list[tuple[Step, pytest.Item]]] = {}
        for item in items:
            for step in item.stash[READINESS].undefined:
                missing.setdefault(snippet_key(step.kind, step.text), []).append((step, item))
        if not missing:
            return []
        count = len(missing)
        lines = [f"{count} step{'s' if count > 1 else ''} not written yet:"]
        for uses in missing.values():
            lines.extend(self._render_one([step for step, _ in uses], uses[0][1]))
        snippets = [
            render_snippet(uses[0][0].kind, uses[0][0].text, uses[0][0].argument) for uses in missing.values()
        ]
        return [
            *lines,
            "",
            "To begin, copy into a file under steps/:",
            "",
            SNIPPET_IMPORT,
            *_indented(snippets),
        ]

    def _render_one(self, steps: Sequence[Step], item: pytest.Item) -> list[str]:
        first = steps[0]
        places = sorted({step.location for step in steps})
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        lines = [f"  {TYPE_BY_KIND[first.kind].capitalize()} {first.text}", f"    {places[0]}{more}"]
        close = suggest_steps(first.kind, first.text, self._lookup.all_definitions(item))
        lines.extend(f"    close: {each.pattern} ({self._place(each)})" for each in close)
        return lines


def render_problems(items: Iterable[pytest.Item]) -> list[str]:
    """Render what makes items prove nothing, each defect once."""
    problems = dict.fromkeys(
        problem for item in items if (problem := item.stash[READINESS].problem) is not None
    )
    return [f"cannot be proven: {problem}" for problem in problems]


def scenario_items(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Keep the items that run a case of the contract."""
    return [item for item in items if SCENARIO_ITEM in item.stash]


def _indented(snippets: Iterable[str]) -> list[str]:
    return [line for snippet in snippets for line in ("", "", *snippet.rstrip().splitlines())]


def _iter_doubles(files: Iterable[FeatureFile]) -> Iterable[tuple[Location, str]]:
    for file in files:
        if file.feature is not None:
            yield from _doubles_in(file.feature.scenarios)
            for rule in file.feature.rules:
                yield from _doubles_in(rule.scenarios)


def _doubles_in(scenarios: Sequence[Scenario]) -> Iterable[tuple[Location, str]]:
    by_name: dict[str, list[Scenario]] = {}
    for scenario in scenarios:
        by_name.setdefault(scenario.name, []).append(scenario)
    for name, same in by_name.items():
        if len(same) > 1:
            places = " and ".join(str(scenario.location) for scenario in same)
            for scenario in same:
                yield scenario.location, f"{len(same)} scenarios are called `{name}`: {places}"
