"""A line from time to time while a long run goes on."""

import time
from collections.abc import Callable

import pytest

INTERVAL_S = 30.0


class Progress:
    """Says every half minute how far the run is; a shorter run says nothing."""

    def __init__(self, count_all: Callable[[], int], manager: pytest.PytestPluginManager) -> None:
        self._count_all = count_all
        self._manager = manager
        self._started = self._last = time.monotonic()
        self._done = 0
        self._failed = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count, and speak when it is time."""
        self._failed += report.failed
        if report.when != "teardown":
            return
        self._done += 1
        now = time.monotonic()
        if now - self._last >= INTERVAL_S:
            self._last = now
            self._say(int(now - self._started))

    def _say(self, seconds: int) -> None:
        reporter = self._manager.get_plugin("terminalreporter")
        if reporter is not None:
            failed = f", {self._failed} failed" if self._failed else ""
            reporter.ensure_newline()
            reporter.write_line(
                f"{self._done} of {self._count_all()} tests run{failed} ({seconds // 60}:{seconds % 60:02d})"
            )
