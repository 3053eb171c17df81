"""Fixtures with several values that steps need: each value makes a variant of the case."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

import pytest
from pytest_bdd.parser import Step as BddStep
from pytest_bdd.scenario import STEP_ARGUMENT_DATATABLE, STEP_ARGUMENT_DOCSTRING
from pytest_bdd.steps import StepFunctionContext
from pytest_bdd.utils import get_required_args

from storycontract.pytest_plugin.bdd_scenario import KIND_BY_TYPE
from storycontract.pytest_plugin.feature_collector import FeatureModule, RuleCollector
from storycontract.pytest_plugin.scenario_item import find_template_of
from storycontract.pytest_plugin.step_lookup import StepLookup

_BROWSER_NAME = "browser_name"

_FixtureDefs = dict[str, Sequence[pytest.FixtureDef[Any]]]


class VariantFixtures:
    """Shows pytest, while it looks for parameters, every fixture that the steps of a case will ask for.

    pytest knows only what the test function names, and a scenario's names nothing. What the item keeps are
    the parameters alone: its fixtures are set up when a step asks for them, in the order they always were.
    """

    def __init__(self, lookup: StepLookup) -> None:
        self._lookup = lookup
        self._collector: pytest.Collector | None = None
        # Held together with the definition, so that its id stays its own.
        self._arguments: dict[int, tuple[StepFunctionContext, list[str]]] = {}
        self._closures: dict[tuple[str, ...], tuple[list[str], _FixtureDefs]] = {}

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> Generator[None, object, object]:
        """Widen what is looked at while parameters are found."""
        steps = _list_steps(metafunc)
        if steps is None:
            return (yield)
        names: list[str] = metafunc.fixturenames
        definitions: _FixtureDefs = metafunc._arg2fixturedefs  # noqa: SLF001 - pytest has no public way to it
        own, own_definitions = list(names), set(definitions)
        self._widen(metafunc, steps, names, definitions)
        setattr(metafunc, "parametrize", _Parametrizing(metafunc).parametrize)  # noqa: B010 - a method, to mypy
        try:
            return (yield)
        finally:
            names[:] = own
            found = {name for spec in metafunc._calls for name in spec.params}  # noqa: SLF001 - as above
            for name in set(definitions) - own_definitions - found:
                del definitions[name]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Forget what collecting found out; make what is only listed readable to editors."""
        self._collector = None
        self._closures.clear()
        self._arguments.clear()
        if session.config.option.collectonly:
            _hide_parameters(session.items)

    def _widen(
        self, metafunc: pytest.Metafunc, steps: Sequence[BddStep], names: list[str], definitions: _FixtureDefs
    ) -> None:
        node = metafunc.definition
        if node.parent is not self._collector:
            self._collector = node.parent
            self._closures.clear()
        needed, given = self._find_needed(steps, node)
        key = (*needed, "", *sorted(given))
        if key not in self._closures:
            manager = node.session._fixturemanager  # noqa: SLF001 - pytest has no public way to a closure
            # A value that a step puts in place of a fixture is what later steps see.
            self._closures[key] = manager.getfixtureclosure(node, needed, given)
        more, more_definitions = self._closures[key]
        names.extend(name for name in more if name not in names)
        for name, fixtures in more_definitions.items():
            definitions.setdefault(name, fixtures)

    def _find_needed(
        self, steps: Sequence[BddStep], node: pytest.Item
    ) -> tuple[tuple[str, ...], frozenset[str]]:
        """Find the fixtures that step functions name, and those that steps themselves give a value."""
        needed: dict[str, None] = {}
        given: set[str] = set()
        for step in steps:
            context = self._lookup.choose(KIND_BY_TYPE[step.type], step.name, node, node.session)
            if context is None:
                continue
            arguments = self._list_arguments(context)
            names = _list_needed(context, arguments, step, node) if arguments else ()
            needed.update((name, None) for name in names if name not in given)
            if context.target_fixture is not None:
                given.add(context.target_fixture)
        return tuple(needed), frozenset(given - set(needed))

    def _list_arguments(self, context: StepFunctionContext) -> list[str]:
        known = self._arguments.get(id(context))
        if known is None:
            # Reading a signature costs more than all the rest of finding a step.
            known = self._arguments[id(context)] = (context, get_required_args(context.step_func))
        return known[1]


class _Parametrizing:
    """Stands in for one `metafunc.parametrize`."""

    def __init__(self, metafunc: pytest.Metafunc) -> None:
        self._parametrize = metafunc.parametrize
        self._has_class = metafunc.cls is not None
        self._engines = list(metafunc.config.getoption("browser", default=None) or ["chromium"])

    def parametrize(
        self,
        argnames: str | Sequence[str],
        argvalues: Any,
        *further: Any,
        **named: Any,
    ) -> None:
        """Parametrize, unless one browser is all there is: its fixture knows it, and ids stay plain."""
        if argnames == _BROWSER_NAME and len(self._engines) == 1 and argvalues == self._engines:
            return
        if named.get("scope") == "class" and not self._has_class:
            # Outside a class such a fixture lives as long as one item; below a Rule pytest would break down.
            named["scope"] = "function"
        self._parametrize(argnames, argvalues, *further, **named)


def _list_steps(metafunc: pytest.Metafunc) -> Sequence[BddStep] | None:
    if not isinstance(metafunc.definition.parent, FeatureModule | RuleCollector):
        return None
    template = find_template_of(metafunc.function)
    return list(template.steps) if template is not None else None


def _list_needed(
    context: StepFunctionContext, arguments: Sequence[str], step: BddStep, node: pytest.Item
) -> Iterator[str]:
    known: Mapping[str, object] = node.session._fixturemanager._arg2node2fixturedefs  # noqa: SLF001 - no public list
    names = [name for name in arguments if name in known]
    if step.datatable is not None:
        names = [name for name in names if name != STEP_ARGUMENT_DATATABLE]
    if step.docstring is not None:
        names = [name for name in names if name != STEP_ARGUMENT_DOCSTRING]
    if any(name in str(context.parser.name) for name in names):
        try:
            parsed = context.parser.parse_arguments(step.name) or {}
        except Exception:  # noqa: BLE001 - a parser of the user's; the step fails with it when it runs
            parsed = {}
        names = [name for name in names if name not in parsed]
    yield from names


def _hide_parameters(items: Sequence[pytest.Item]) -> None:
    # VS Code looks for `.py` in the id of every item with parameters, and without it lists no test at all.
    for item in items:
        if isinstance(item.parent, FeatureModule | RuleCollector) and hasattr(item, "callspec"):
            del item.callspec
