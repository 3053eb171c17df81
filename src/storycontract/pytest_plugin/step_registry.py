"""The step definitions registered with pytest as fixtures, indexed and never stale."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.nodes import Node
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from storycontract.contract.step import StepKind
from storycontract.pytest_plugin.bdd_scenario import KIND_BY_TYPE
from storycontract.step_binding.matching import StepIndex

if TYPE_CHECKING:
    from _pytest.fixtures import FixtureManager

StepFixture = pytest.FixtureDef[object]

# What a definition is registered under: a node of the collection tree, or its id in the older way.
_Scope = Node | str
_Visibility = tuple[_Scope, ...]


@dataclass(frozen=True, slots=True)
class VisibleSteps:
    """What matches one step and can be seen from one place.

    `found` is in the order of registration; `ranked` as pytest-bdd ranks them, the one it runs last.
    """

    found: tuple[StepFixture, ...]
    ranked: tuple[StepFixture, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    context: StepFunctionContext


def find_context(fixture: StepFixture) -> StepFunctionContext | None:
    """Find the step definition that the fixture stands for; None for an ordinary fixture."""
    return _find_function_context(fixture.func)


class StepRegistry:
    """The index over one fixture manager; which definitions are visible where stays pytest's decision.

    It hears of every registration, and notices names that were added or taken away behind its back.
    """

    def __init__(self, manager: "FixtureManager", rank: Callable[[StepFixture], Any]) -> None:
        self._manager = manager
        self._rank = rank
        self._by_node = manager._arg2node2fixturedefs  # noqa: SLF001 - pytest has no public list of fixtures
        self._by_id = manager._arg2nodeid2fixturedefs  # noqa: SLF001 - as above
        self._register = manager._register_fixture  # noqa: SLF001 - as above
        self._hears = self._register_and_admit
        self._positions: dict[str, int] = {}
        self._answers: dict[tuple[_Visibility, StepKind, str], VisibleSteps] = {}
        self._listed: dict[_Visibility | None, tuple[StepFunctionContext, ...]] = {}
        self._rebuild()
        setattr(manager, "_register_fixture", self._hears)  # noqa: B010 - a method, to mypy

    def detach(self) -> None:
        """Hear of no more registrations."""
        if vars(self._manager).get("_register_fixture") is self._hears:
            delattr(self._manager, "_register_fixture")

    def find(self, kind: StepKind, text: str, node: Node) -> VisibleSteps:
        """Find what matches the step and is visible to the node."""
        self._notice_changes()
        key = (self._find_visibility(node), kind, text)
        visible = self._answers.get(key)
        if visible is None:
            found = tuple(self._search(kind, text, node))
            # The cache may have been emptied by the search itself.
            visible = self._answers[key] = VisibleSteps(found, tuple(sorted(found, key=self._rank)))
        return visible

    def list_visible(self, node: Node | None) -> tuple[StepFunctionContext, ...]:
        """List every definition, or those visible to the node, in the order of registration."""
        self._notice_changes()
        key = None if node is None else self._find_visibility(node)
        listed = self._listed.get(key)
        if listed is None:
            fixtures = (each for name in self._names for each in self._iter_fixtures(name, node))
            listed = self._listed[key] = unique_contexts(fixtures)
        return listed

    def _search(self, kind: StepKind, text: str, node: Node) -> Iterator[StepFixture]:
        candidates: dict[str, set[int]] = {}
        for entry in self._index.find_candidates(kind, text):
            candidates.setdefault(entry.payload.name, set()).add(id(entry.payload.context))
        for name in sorted(candidates, key=self._find_position):
            for fixture in self._manager.getfixturedefs(name, node) or ():
                context = find_context(fixture)
                if context is None:
                    continue
                # One put in behind pytest's back is not in the index, but cannot hide here.
                is_candidate = id(context) in candidates[name] or (name, id(context)) not in self._entries
                if is_candidate and _is_for(context, kind) and context.parser.is_matching(text):
                    yield fixture

    def _find_position(self, name: str) -> int:
        if not self._positions:
            self._positions = {each: place for place, each in enumerate(self._list_names())}
        return self._positions[name]

    def _find_visibility(self, node: Node) -> _Visibility:
        chain: list[_Scope] = []
        for parent in node.iter_parents():
            if parent in self._scopes:
                chain.append(parent)
            if self._by_id and parent.nodeid in self._scopes:
                chain.append(parent.nodeid)
        return tuple(chain)

    def _iter_fixtures(self, name: str, node: Node | None) -> Iterable[StepFixture]:
        if node is not None:
            return self._manager.getfixturedefs(name, node) or ()
        registered: list[Sequence[StepFixture]] = [
            *self._by_node.get(name, {}).values(),
            *self._by_id.get(name, {}).values(),
        ]
        return [fixture for fixtures in registered for fixture in reversed(fixtures)]

    def _list_names(self) -> list[str]:
        return list(dict.fromkeys([*self._by_node, *self._by_id]))

    def _notice_changes(self) -> None:
        if len(self._by_node) + len(self._by_id) != self._name_count:
            self._rebuild()

    def _rebuild(self) -> None:
        self._index: StepIndex[_Entry] = StepIndex()
        self._entries: dict[tuple[str, int], _Entry] = {}
        self._names: dict[str, None] = {}
        self._scopes: set[object] = set()
        self._forget_answers()
        for name in self._list_names():
            for fixture in self._iter_fixtures(name, None):
                self._admit(name, fixture, fixture.node if fixture.node is not None else fixture.baseid)
        self._name_count = len(self._by_node) + len(self._by_id)

    def _register_and_admit(self, *arguments: Any, **named: Any) -> None:
        self._notice_changes()
        self._register(*arguments, **named)
        self._name_count = len(self._by_node) + len(self._by_id)
        name = named.get("name")
        context = _find_function_context(named.get("func"))
        if not isinstance(name, str) or (context is None and name not in self._names):
            return
        newest = self._find_newest(name, named)
        if newest is None:
            self._rebuild()
        else:
            self._admit(name, newest, named["node"])

    def _find_newest(self, name: str, named: dict[str, Any]) -> StepFixture | None:
        node = named.get("node")
        fixtures = self._by_node.get(name, {}).get(node, ()) if isinstance(node, Node) else ()
        return fixtures[0] if fixtures and fixtures[0].func is named.get("func") else None

    def _admit(self, name: str, fixture: StepFixture, scope: object) -> None:
        context = find_context(fixture)
        if context is None and name not in self._names:
            return
        self._forget_answers()
        self._scopes.add(scope)
        if context is None or (name, id(context)) in self._entries:
            return
        entry = self._entries[name, id(context)] = _Entry(name, context)
        self._names.setdefault(name)
        if context.type is None:
            self._index.add(None, context.parser, entry)
        elif context.type in KIND_BY_TYPE:
            self._index.add(KIND_BY_TYPE[context.type], context.parser, entry)

    def _forget_answers(self) -> None:
        self._positions = {}
        self._answers.clear()
        self._listed.clear()


def unique_contexts(fixtures: Iterable[StepFixture]) -> tuple[StepFunctionContext, ...]:
    """List the definitions behind the fixtures, each once, in order."""
    contexts: dict[int, StepFunctionContext] = {}
    for fixture in fixtures:
        context = find_context(fixture)
        if context is not None:
            contexts.setdefault(id(context), context)
    return tuple(contexts.values())


def _find_function_context(function: Any) -> StepFunctionContext | None:
    try:
        return step_function_context_registry.get(function)
    except TypeError:  # it cannot be referred to weakly, so it was never registered
        return None


def _is_for(context: StepFunctionContext, kind: StepKind) -> bool:
    return context.type is None or KIND_BY_TYPE.get(context.type) is kind
