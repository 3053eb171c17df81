"""A shard that no test fell to: nothing to do is done."""

import pytest

from storycontract.evidence.record import Shard


class EmptyShard:
    """Ends a declared shard without tests well; without this pytest takes it for a mistake."""

    def __init__(self, shard: Shard) -> None:
        self._shard = shard
        self._is_empty = False

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Tell success where pytest tells that no tests were collected."""
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.OK
            self._is_empty = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it."""
        if self._is_empty:
            shard = self._shard
            terminalreporter.write_line(f"shard {shard.index} of {shard.total} holds no test: nothing to do")
