"""Workers of pytest-xdist on other machines: two socket servers, each in a checkout of its own."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import execnet.script
import pytest

from storycontract.ledger.ledger import open_ledger

if TYPE_CHECKING:
    from tests.integration.conftest import Run, SmallProject
    from tests.integration.ledger.conftest import PostgresServer

SERVER = Path(execnet.script.__path__[0]) / "socketserver.py"
SETTINGS = (
    '[project]\nname = "shop"\n[tool.storycontract]\n[tool.pytest.ini_options]\ntestpaths = ["features"]\n'
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A project, and copies of it with a server each, which stand for other machines."""

    project: "SmallProject"
    machines: tuple[Path, ...]
    specs: tuple[str, ...]

    def run(self, *arguments: str, ledger: str = "") -> "Run":
        spread = ("--dist", "load", *self.specs)
        return self.project.pytest(*spread, *arguments, STORYCONTRACT_LEDGER=ledger)

    def read_lines(self) -> list[dict[str, object]]:
        (file,) = self.project.list_evidence()
        return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.fixture
def start_server() -> "Iterator[Callable[[Path], int]]":
    """Start a server in a folder; give its port."""
    servers: list[subprocess.Popen[bytes]] = []

    def start(folder: Path) -> int:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        log = (folder.parent / f"{folder.name}.log").open("wb")
        command = [sys.executable, "-u", str(SERVER), f"127.0.0.1:{port}"]
        servers.append(subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT))
        log.close()
        while "Entering Accept loop" not in (folder.parent / f"{folder.name}.log").read_text():
            assert servers[-1].poll() is None
        return port

    yield start
    for server in servers:
        server.kill()
        server.wait()


@pytest.fixture
def grid(
    small_project: "SmallProject",
    tmp_path_factory: pytest.TempPathFactory,
    start_server: Callable[[Path], int],
) -> Grid:
    small_project.write("pyproject.toml", SETTINGS)
    for story in "ABCD":
        small_project.write_story(story)
    folder = tmp_path_factory.mktemp("machines")
    machines = tuple(folder / name for name in ("one", "two"))
    for machine in machines:
        shutil.copytree(small_project.root, machine)
    specs = tuple(f"--tx=socket=127.0.0.1:{start_server(machine)}//chdir={machine}" for machine in machines)
    return Grid(small_project, machines, specs)


def test_what_runs_elsewhere_is_recorded_here(grid: Grid) -> None:
    run = grid.run()

    assert run.exit_code == 0, run.output
    assert {story.verdict for story in grid.project.stories.values()} == {"done"}
    lines = grid.read_lines()
    assert {line["process"] for line in lines if line["line"] == "run"} == {"main", "gw0", "gw1"}
    assert sum(line["line"] == "attempt" for line in lines) == 4
    assert not any((machine / "reports" / "evidence").exists() for machine in grid.machines)


def test_a_failure_elsewhere_is_a_failure(grid: Grid) -> None:
    for root in (grid.project.root, *grid.machines):
        feature = root / "features" / "c.feature"
        feature.write_text(feature.read_text().replace("as paid", "as sent"))

    run = grid.run()

    assert run.exit_code == 1
    assert [story.verdict for story in grid.project.stories.values()] == ["done", "done", "failing", "done"]


def test_a_machine_with_other_code_is_named_and_shows_nothing(grid: Grid) -> None:
    (grid.machines[1] / "shop.py").write_text("PRICE = 2\n")

    run = grid.run()

    assert "worker gw1 sees other code than this machine: what it shows counts not" in run.output
    stories = grid.project.stories.values()
    assert {story.verdict for story in stories} == {"unproven"}
    assert all("shop.py" in story.reasons["stale"] for story in stories)


def test_code_that_changes_elsewhere_while_the_run_is_on_shows_nothing(grid: Grid) -> None:
    change = """
import os, pathlib
def pytest_runtest_logfinish():
    if "PYTEST_XDIST_WORKER" in os.environ:
        pathlib.Path("shop.py").write_text("")
"""
    for root in (grid.project.root, *grid.machines):
        (root / "conftest.py").write_text(change)

    grid.run()

    assert {story.verdict for story in grid.project.stories.values()} == {"unproven"}


def test_a_machine_that_goes_away_leaves_what_it_had_shown(grid: Grid) -> None:
    die = """
import os
def pytest_runtest_logstart(nodeid):
    if "d.feature" in nodeid and "PYTEST_XDIST_WORKER" in os.environ:
        os._exit(1)
"""
    for root in (grid.project.root, *grid.machines):
        (root / "conftest.py").write_text(die)

    run = grid.run("--max-worker-restart", "0")

    assert run.exit_code != 0
    assert grid.project.stories["D"].verdict == "unproven"
    assert sum(line["line"] == "attempt" for line in grid.read_lines()) >= 1
    assert not grid.project.document["runs"][-1]["complete"]


def test_evidence_that_is_lost_on_its_way_leaves_no_result(grid: Grid) -> None:
    lose = """
import os
from storycontract.pytest_plugin import remote_evidence
def pytest_runtest_logfinish(nodeid):
    if "PYTEST_XDIST_WORKER" in os.environ and "/a.feature" in nodeid:
        remote_evidence.LINE = "nonsense"
"""
    for root in (grid.project.root, *grid.machines):
        (root / "conftest.py").write_text(lose)

    run = grid.run()

    assert "sends what is no evidence" in run.output
    assert not grid.project.stories_file.exists()
    assert "done" not in {story.verdict for story in grid.project.status().values()}


def test_what_runs_on_several_machines_is_in_one_ledger(grid: Grid, postgres: "PostgresServer") -> None:
    address = postgres.create_ledger()

    grid.run(ledger=address)

    document = grid.project.document
    with open_ledger(address) as ledger:
        (run,) = ledger.load_runs("shop", document["scope_digest"]).runs
    assert document["counts"]["done"] == 4
    assert sorted(item.story_id for item in run.items) == ["A", "B", "C", "D"]


def test_shards_of_machines_with_one_ledger_need_no_merge(
    small_project: "SmallProject", tmp_path_factory: pytest.TempPathFactory, postgres: "PostgresServer"
) -> None:
    address = postgres.create_ledger()
    for story in "AB":
        small_project.write_story(story)
    checkout = tmp_path_factory.mktemp("checkout") / "shop"
    shutil.copytree(small_project.root, checkout)
    small_project.pytest("features", "--splits", "2", "--group", "1", STORYCONTRACT_LEDGER=address)
    alone = small_project.document["counts"]["done"]

    small_project.root = checkout
    small_project.pytest("features", "--splits", "2", "--group", "2", STORYCONTRACT_LEDGER=address)

    assert alone == 1
    assert {story.verdict for story in small_project.stories.values()} == {"done"}
    assert small_project.document["remarks"] == []
