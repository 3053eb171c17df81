"""Which function runs a step: one answer for checks before the run and for the run itself."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.fixtures import FixtureManager
from _pytest.nodes import Node
from pytest_bdd.steps import StepFunctionContext

from storycontract.contract.step import StepKind
from storycontract.pytest_plugin.bdd_scenario import KIND_BY_TYPE, TYPE_BY_KIND
from storycontract.pytest_plugin.step_registry import (
    StepFixture,
    StepRegistry,
    VisibleSteps,
    find_context,
    unique_contexts,
)
from storycontract.step_binding.step_definition import StepDefinition, describe_definition, is_same_function

if TYPE_CHECKING:
    from pytest_bdd.parser import Step as BddStep

_FIND = "find_fixturedefs_for_step"
_GET = "get_step_function"
_EXPECTED_PARAMETERS = {_FIND: ("step", "fixturemanager", "node"), _GET: ("request", "step")}


@dataclass(frozen=True, slots=True)
class StepResolution:
    """What can run one step, seen from one place.

    `definitions` are all visible matches, the nearest first; `chosen` is the one pytest-bdd runs. `rivals`
    are other functions as near as the chosen one, so that only an accident of names decides between them.
    `error` says what a parser raised while it was asked; then nothing is chosen.
    """

    definitions: tuple[StepDefinition, ...] = ()
    chosen: StepDefinition | None = None
    rivals: tuple[StepDefinition, ...] = ()
    error: str | None = None


class StepLookup:
    """Answers for one pytest session; where `fallback_reason` is set, pytest-bdd's own search answers."""

    def __init__(self, config: pytest.Config, *, enabled: bool) -> None:
        self.fallback_reason: str | None = None
        self._config = config
        self._bdd: Any = import_module("pytest_bdd.scenario")
        self._native: dict[str, Callable[..., Any]] = {
            name: getattr(self._bdd, name, _find_nothing) for name in _EXPECTED_PARAMETERS
        }
        self._registry: StepRegistry | None = None
        self._definitions: dict[int, tuple[StepFunctionContext, StepDefinition]] = {}
        self._resolutions: dict[tuple[StepFixture, ...], StepResolution] = {}
        if enabled:
            self.fallback_reason = _find_obstacle(self._bdd)
        self._is_on = enabled and self.fallback_reason is None
        self._replacements: dict[str, Callable[..., Any]] = {}
        if self._is_on:
            self._install()

    def uninstall(self) -> None:
        """Put pytest-bdd's own functions back."""
        for name, replacement in self._replacements.items():
            if getattr(self._bdd, name) is replacement:
                setattr(self._bdd, name, self._native[name])
        if self._registry is not None:
            self._registry.detach()
        self._registry = None
        self._is_on = False

    def resolve(self, kind: StepKind, text: str, node: Node, session: pytest.Session) -> StepResolution:
        """Tell what runs the step, without running it."""
        try:
            ranked = self._find(kind, text, node, session._fixturemanager).ranked  # noqa: SLF001 - no public way
        except Exception as error:  # noqa: BLE001 - a parser of the user's; pytest-bdd fails the scenario with it
            return StepResolution(error=f"{type(error).__name__}: {error}")
        resolution = self._resolutions.get(ranked)
        if resolution is None:
            resolution = self._resolutions[ranked] = self._build_resolution(ranked)
        return resolution

    def choose(
        self, kind: StepKind, text: str, node: Node, session: pytest.Session
    ) -> StepFunctionContext | None:
        """Choose the definition that pytest-bdd runs; None where nothing can run, or a parser breaks."""
        try:
            ranked = self._find(kind, text, node, session._fixturemanager).ranked  # noqa: SLF001 - no public way
        except Exception:  # noqa: BLE001 - a parser of the user's; pytest-bdd fails the scenario with it
            return None
        return find_context(ranked[-1]) if ranked else None

    def all_definitions(self, node: Node | None = None) -> tuple[StepDefinition, ...]:
        """List every definition registered so far, or those visible to the node, in order of registration."""
        manager = self._config.pluginmanager.get_plugin("funcmanage")
        if not isinstance(manager, FixtureManager):  # the session has not begun
            return ()
        registry = self._attach(manager)
        if registry is not None:
            contexts = registry.list_visible(node)
        else:
            contexts = unique_contexts(_iter_fixtures(manager, node))
        return tuple(self._describe(context) for context in contexts)

    def _install(self) -> None:
        def find_fixturedefs_for_step(
            step: "BddStep", fixturemanager: FixtureManager, node: Node
        ) -> Iterable[StepFixture]:
            registry, kind = self._attach(fixturemanager), KIND_BY_TYPE.get(step.type)
            if registry is None or kind is None:
                found: Iterable[StepFixture] = self._native[_FIND](step, fixturemanager, node)
                return found
            return registry.find(kind, step.name, node).found

        def get_step_function(request: pytest.FixtureRequest, step: "BddStep") -> StepFunctionContext | None:
            __tracebackhide__ = True
            manager: FixtureManager = request._fixturemanager  # noqa: SLF001 - pytest-bdd does the same
            registry, kind = self._attach(manager), KIND_BY_TYPE.get(step.type)
            if registry is None or kind is None:
                native: StepFunctionContext | None = self._native[_GET](request, step)
                return native
            # The same choice as through a temporary fixture, without a fixture for every step.
            ranked = registry.find(kind, step.name, request.node).ranked
            return find_context(ranked[-1]) if ranked else None

        self._replacements = {_FIND: find_fixturedefs_for_step, _GET: get_step_function}
        for name, replacement in self._replacements.items():
            setattr(self._bdd, name, replacement)

    def _attach(self, manager: FixtureManager) -> StepRegistry | None:
        """Return the registry over the manager; None where pytest-bdd's own search has to answer."""
        # A pytest inside this pytest has a manager of its own.
        if not self._is_on or manager.config is not self._config:
            return None
        if self._registry is None:
            try:
                self._registry = StepRegistry(manager, self._rank)
            except (AttributeError, TypeError) as error:
                self._is_on = False
                self.fallback_reason = _explain(f"pytest keeps its fixtures in another way: {error}")
        return self._registry

    def _find(self, kind: StepKind, text: str, node: Node, manager: FixtureManager) -> VisibleSteps:
        registry = self._attach(manager)
        if registry is not None:
            return registry.find(kind, text, node)
        step = SimpleNamespace(type=TYPE_BY_KIND[kind], name=text)
        found = tuple(self._native[_FIND](step=step, fixturemanager=manager, node=node))
        return VisibleSteps(found, tuple(sorted(found, key=self._rank)))

    def _rank(self, fixture: StepFixture) -> list[str]:
        """Sort as pytest-bdd does: by the path of the place where it was registered."""
        return list(self._bdd.iterparentnodeids(fixture.baseid))

    def _build_resolution(self, ranked: tuple[StepFixture, ...]) -> StepResolution:
        nearest_first = [(each, context) for each in reversed(ranked) if (context := find_context(each))]
        if not nearest_first:
            return StepResolution()
        level = self._rank(nearest_first[0][0])
        chosen = self._describe(nearest_first[0][1])
        as_near = [self._describe(context) for each, context in nearest_first if self._rank(each) == level]
        contexts = unique_contexts(each for each, _ in nearest_first)
        return StepResolution(
            definitions=tuple(self._describe(context) for context in contexts),
            chosen=chosen,
            rivals=_find_rivals(chosen, as_near, self._config.rootpath),
        )

    def _describe(self, context: StepFunctionContext) -> StepDefinition:
        # Held together with the definition, so that its id stays its own.
        known = self._definitions.get(id(context))
        if known is None:
            kind = KIND_BY_TYPE.get(context.type) if context.type else None
            described = describe_definition(kind, context.parser, context.step_func, context.target_fixture)
            known = self._definitions[id(context)] = (context, described)
        return known[1]


def install_step_lookup(config: pytest.Config, *, enabled: bool) -> StepLookup:
    """Answer from an index which function runs a step; without `enabled`, pytest-bdd searches as ever."""
    return StepLookup(config, enabled=enabled)


def _find_rivals(
    chosen: StepDefinition, as_near: Sequence[StepDefinition], root: Path
) -> tuple[StepDefinition, ...]:
    rivals: list[StepDefinition] = []
    for other in as_near:
        # A project may override the steps of a package that it has installed.
        is_overridden = _is_installed(other, root) and not _is_installed(chosen, root)
        if not is_overridden and not any(
            is_same_function(other.function, known.function) for known in (chosen, *rivals)
        ):
            rivals.append(other)
    return tuple(rivals)


def _is_installed(definition: StepDefinition, root: Path) -> bool:
    path = Path(definition.source_path)
    return "site-packages" in path.parts or not path.is_relative_to(root)


def _iter_fixtures(manager: FixtureManager, node: Node | None) -> Iterator[StepFixture]:
    every = list(manager._get_all_fixture_defs())  # noqa: SLF001 - pytest has no public list of fixtures
    if node is None:
        yield from every
        return
    for name in dict.fromkeys(fixture.argname for fixture in every):
        yield from manager.getfixturedefs(name, node) or ()


def _find_nothing(*_: object, **__: object) -> tuple[()]:
    return ()


def _find_obstacle(bdd: Any) -> str | None:
    """Say what keeps the index from taking pytest-bdd's place; None where nothing does."""
    for name, expected in _EXPECTED_PARAMETERS.items():
        function = getattr(bdd, name, None)
        if function is None:
            return _explain(f"pytest_bdd.scenario has no {name}")
        parameters = tuple(inspect.signature(function).parameters)
        if parameters != expected:
            return _explain(f"pytest_bdd.scenario.{name} takes {parameters}, not {expected}")
    if not callable(getattr(bdd, "iterparentnodeids", None)):
        return _explain("pytest_bdd.scenario has no iterparentnodeids")
    register = getattr(FixtureManager, "_register_fixture", None)
    if register is None or not {"name", "func", "node"} <= inspect.signature(register).parameters.keys():
        return _explain("pytest registers fixtures in another way")
    return None


def _explain(obstacle: str) -> str:
    return f"steps are looked up by pytest-bdd itself, which is slower: {obstacle}"
