"""Playwright's traces: switched on for scenarios, with the Gherkin steps as groups in them."""

import os
import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from _pytest.fixtures import FixtureManager
from pytest_bdd.parser import Step as BddStep

from storycontract.pytest_plugin.step_lookup import StepLookup

_OPTION = "tracing"
_STARTS_A_TRACE = "tracing.start"


class TracingOption:
    """pytest-playwright's `--tracing`, set for scenarios where nobody chose it.

    It stays as it is where the project starts traces by itself: Playwright refuses a second start.
    """

    def __init__(self, session: pytest.Session, lookup: StepLookup, wanted: str) -> None:
        self._session = session
        self._lookup = lookup
        self._wanted = wanted
        self._is_free: bool | None = None

    @property
    def is_on(self) -> bool:
        """Tell whether a trace is recorded right now."""
        return bool(self._session.config.getoption(_OPTION, default="off") != "off")

    @property
    def is_ours(self) -> bool:
        """Tell whether traces are recorded because of us alone."""
        return bool(self._is_free)

    def switch_on(self) -> None:
        """Set the option, where it is ours to set."""
        if self._is_free is None:
            self._is_free = not self._is_chosen() and not self._starts_traces()
        if self._is_free:
            self._session.config.option.tracing = self._wanted

    def switch_back(self) -> None:
        """Leave the option to tests that are no scenarios."""
        if self._is_free:
            self._session.config.option.tracing = "off"

    def _is_chosen(self) -> bool:
        config = self._session.config
        arguments = [
            *config.invocation_params.args,
            # A worker of pytest-xdist gets the values of options, and the command line in this way only.
            *getattr(config, "workerinput", {}).get("mainargv", ()),
            *config.getini("addopts"),
            *shlex.split(os.environ.get("PYTEST_ADDOPTS", "")),
        ]
        return self.is_on or any(str(each).startswith(f"--{_OPTION}") for each in arguments)

    def _starts_traces(self) -> bool:
        root = self._session.config.rootpath
        files = {Path(definition.source_path) for definition in self._lookup.all_definitions()}
        files |= set(_list_fixture_files(self._session._fixturemanager))  # noqa: SLF001 - no public list
        own = (file for file in files if file.is_relative_to(root) and "site-packages" not in file.parts)
        return any(_STARTS_A_TRACE in _read(file) for file in own)


class StepGroups:
    """Shows the step that is under way as a group in every trace that is recorded."""

    def __init__(self) -> None:
        self._open: list[Any] = []

    def begin(self, contexts: Iterable[Any], step: BddStep, file: str) -> None:
        """Open a group where none is open yet for this step."""
        for context in contexts:
            if not any(context is known for known in self._open):
                self._open.append(context)
                # A context without a trace refuses; the step must not hear of it.
                with suppress(Exception):
                    context.tracing.group(
                        f"{step.keyword} {step.name}", location={"file": file, "line": step.line_number}
                    )

    def end(self) -> None:
        """Close all groups of the step."""
        contexts, self._open = self._open, []
        for context in contexts:
            with suppress(Exception):
                context.tracing.group_end()


def _list_fixture_files(manager: FixtureManager) -> Iterator[Path]:
    for fixture in manager._get_all_fixture_defs():  # noqa: SLF001 - as above
        code = getattr(fixture.func, "__code__", None)
        if code is not None:
            yield Path(code.co_filename)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
