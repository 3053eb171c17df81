"""How pytest-playwright is brought to launch a browser that exists."""

import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from storycontract.errors import SetUpError, StorycontractError
from storycontract.pytest_plugin.browser_search import VARIABLE, FoundBrowser, find_browser

CHROMIUM = "chromium"
_EXECUTABLE = "executable_path"


@dataclass(slots=True)
class _Launches:
    """The engine in use, None while several may be, and every set of launch arguments made so far."""

    engine: str | None
    arguments: list[dict[str, Any]] = field(default_factory=list)

    def mend(self) -> None:
        if self.engine is not None:
            for args in self.arguments:
                mend_launch_args(args, engine=self.engine)


_LAUNCHES = pytest.StashKey[_Launches]()


def supply_browser(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Make pytest-playwright launch a browser that exists; the body of a `pytest_fixture_setup` wrapper.

    A plugin's fixture of the same name does not win over pytest-playwright's; changing its result does.
    """
    try:
        value = yield
    except Exception as error:
        if fixturedef.argname == "browser":
            _explain_failed_launch(error, request.config)
        raise
    if fixturedef.argname == "browser_type_launch_args" and isinstance(value, dict):
        launches = _launches_of(request.config)
        launches.arguments.append(value)
        launches.mend()
    elif fixturedef.argname == "browser_type":
        # The arguments outlive their engine where a run has several, so they follow it.
        launches = _launches_of(request.config)
        launches.engine = getattr(value, "name", None)
        launches.mend()
    return value


def mend_launch_args(args: dict[str, Any], *, engine: str = CHROMIUM) -> None:
    """Point `args` at a browser that exists; a channel or an executable that somebody chose stays."""
    path = _choose_executable(args)
    if path is None:
        return
    if engine != CHROMIUM:
        if args.get(_EXECUTABLE) == path:
            del args[_EXECUTABLE]
    elif os.environ.get(VARIABLE):
        args[_EXECUTABLE] = path
    else:
        args.setdefault(_EXECUTABLE, path)


def describe_browser_for_header(config: pytest.Config) -> str | None:
    """Describe the browser for pytest's header; None where pytest-playwright does not run Chromium."""
    if not config.pluginmanager.hasplugin("playwright") or CHROMIUM not in _list_engines(config):
        return None
    try:
        return f"browser: {_find_for(config).description}"
    except StorycontractError as error:
        place = f"{error.where}: " if error.where else ""
        return f"browser: {place}{error.problem} (`storycontract doctor` helps)"


def _choose_executable(args: Mapping[str, Any]) -> str | None:
    # A wrong path is handed on: the launch then fails, rather than run in a browser nobody asked for.
    if named := os.environ.get(VARIABLE):
        return str(Path(named).expanduser())
    if args.get("channel"):
        return None
    try:
        found = find_browser(headed=args.get("headless") is False)
    except SetUpError:
        return None
    return str(found.path) if found.path else None


def _launches_of(config: pytest.Config) -> _Launches:
    engines = _list_engines(config)
    return config.stash.setdefault(_LAUNCHES, _Launches(engine=engines[0] if len(engines) == 1 else None))


def _list_engines(config: pytest.Config) -> list[str]:
    return list(config.getoption("browser", default=None) or [CHROMIUM])


def _find_for(config: pytest.Config) -> FoundBrowser:
    return find_browser(
        channel=config.getoption("browser_channel", default=None),
        headed=bool(config.getoption("headed", default=False)),
    )


def _explain_failed_launch(error: Exception, config: pytest.Config) -> None:
    # A note stays with the error, which pytest keeps and raises again for every other test.
    try:
        _find_for(config)
    except StorycontractError as reason:
        error.add_note(str(reason))
