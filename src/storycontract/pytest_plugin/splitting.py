"""Feeds pytest-split with how long scenarios took, so that shards take about the same time."""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storycontract.errors import LedgerError
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.settings.settings import Settings

DURATIONS = pytest.StashKey[dict[str, float]]()

# All shards must be cut by the same durations, though the first may be done before the last one starts, and
# runs of other commits come in meanwhile. What had begun this long before the commit is known by then.
_SETTLED = timedelta(hours=1)
_DEFAULT_FILE = ".test_durations"


def feed_split(config: pytest.Config, settings: Settings, handed: Mapping[str, float] | None) -> None:
    """Point pytest-split to what the ledger knows, unless the user gives durations.

    A worker of pytest-xdist is `handed` what its controller found; None stands for a process that is none.
    """
    if _has_own_durations(config):
        return
    durations = handed if handed is not None else _load_durations(settings, config)
    if not durations:
        return
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False, encoding="utf-8") as file:
        json.dump(dict(durations), file)
    config.option.durations_path = file.name
    config.add_cleanup(lambda: Path(file.name).unlink(missing_ok=True))
    config.stash[DURATIONS] = dict(durations)


def find_durations(runs: Iterable[RecordedRun], before_utc: str) -> dict[str, float]:
    """Find how many seconds each item took in the newest run that had begun before a moment, by node id."""
    known = [run for run in runs if run.header is not None and run.header.started_utc <= before_utc]
    ordered = sorted(known, key=lambda run: (run.header.started_utc if run.header else "", run.run_id))
    return {
        item.node_id: item.attempts[-1].duration_ms / 1000
        for run in ordered
        for item in run.items
        if item.attempts
    }


def _has_own_durations(config: pytest.Config) -> bool:
    path = Path(config.getoption("durations_path"))
    is_default = path == Path.cwd() / _DEFAULT_FILE
    return config.getoption("store_durations") or not is_default or path.exists()


def _load_durations(settings: Settings, config: pytest.Config) -> Mapping[str, float]:
    committed = _find_commit_time(settings.root)
    if committed is None:
        return {}
    # Only a run that is split pays for loading it.
    from storycontract.ledger.ledger import open_ledger  # noqa: PLC0415

    before_utc = (committed - _SETTLED).isoformat(timespec="milliseconds")
    try:
        with open_ledger(settings.ledger_url) as ledger:
            state = ledger.find_state(settings.product, at_or_before=before_utc)
            if state is None:
                return {}
            runs = ledger.load_runs(settings.product, state.key.scope_digest).runs
    except LedgerError as error:
        config.pluginmanager.register(_Excuse(error.problem), "storycontract-split")
        return {}
    return find_durations(runs, before_utc)


def _find_commit_time(root: Path) -> datetime | None:
    command = ["git", "-C", str(root), "show", "--no-patch", "--format=%ct", "HEAD"]
    try:
        shown = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - git itself
        return datetime.fromtimestamp(int(shown.stdout), UTC)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None


class _Excuse:
    """Says why shards are cut by the number of tests alone."""

    def __init__(self, problem: str) -> None:
        self._problem = problem

    def pytest_report_header(self, config: Any) -> str:
        """Say it."""
        del config
        return f"shards are cut evenly, since durations could not be loaded: {self._problem}"
