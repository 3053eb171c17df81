"""Registers the hooks of a project that asks for storycontract."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from storycontract.errors import SetUpError
from storycontract.pytest_plugin.browser import describe_browser_for_header, supply_browser
from storycontract.pytest_plugin.options import check_one_project
from storycontract.pytest_plugin.splitting import feed_split
from storycontract.pytest_plugin.story_session import WORKER_KEY, StorySession
from storycontract.pytest_plugin.tags import PLUGIN_OF_PYTEST_BDD
from storycontract.settings.loading import load_settings


def switch_on(config: pytest.Config, root: Path) -> None:
    """Register the hooks around a run of the project at `root`.

    Raises:
        SettingsError: the project's settings cannot be used.
        SetUpError: pytest-bdd, which runs the steps, is switched off.
        UsageError: the command line names tests of another project, too.
    """
    check_one_project(config, root)
    if not any(config.pluginmanager.has_plugin(name) for name in ("pytest-bdd", PLUGIN_OF_PYTEST_BDD)):
        raise SetUpError(
            "storycontract needs pytest-bdd to run steps, and it is switched off",
            fix="take `-p no:pytest-bdd` away, or add `-p no:storycontract`",
        )
    settings = load_settings(root)
    manager = config.pluginmanager
    manager.register(BrowserHooks(), "storycontract-browser")
    manager.register(StorySession(config, settings), "storycontract-session")


def prepare_split(config: pytest.Config, root: Path) -> None:
    """Prepare a run of the project at `root` that pytest-split is to cut.

    Raises:
        SettingsError: the project's settings cannot be used.
    """
    worker_input: dict[str, Any] | None = getattr(config, "workerinput", None)
    handed = None if worker_input is None else worker_input.get(WORKER_KEY, {}).get("durations") or {}
    feed_split(config, load_settings(root), handed)


class BrowserHooks:
    """Brings pytest-playwright to a browser that exists."""

    def pytest_report_header(self, config: pytest.Config) -> str | None:
        """Name the browser."""
        return describe_browser_for_header(config)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Mend the launch arguments that pytest-playwright's own fixture gives."""
        return (yield from supply_browser(fixturedef, request))
