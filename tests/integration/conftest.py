"""A small project on disk, and real pytest processes over it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest

from storycontract.assessment.taking_stock import take_stock
from storycontract.settings.loading import load_settings

STEPS = """\
from pytest_bdd import given, then, when

@given("a basket with a book", target_fixture="basket")
def basket():
    return ["book"]

@when("Ann pays")
def pay(basket):
    basket.append("paid")

@then("the order is shown as paid")
def is_paid(basket):
    assert basket[-1] == "paid"

@then("the order is shown as sent")
def is_sent(basket):
    assert basket[-1] == "sent"
"""

# Plugins that no run here has a use for, and whose import would take most of its time.
_UNUSED = ("playwright", "hypothesispytest", "anyio", "allure_pytest")

# A run must see nothing of the pytest that started it.
_OWN_VARIABLES = ("PYTEST", "COV_", "COVERAGE")


@dataclass(frozen=True, slots=True)
class Story:
    """One entry of stories.json, as far as tests ask."""

    verdict: str
    reasons: dict[str, str]
    cases: tuple[str, ...]
    entry: dict[str, Any] = field(repr=False)

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Self:
        return cls(
            verdict=entry["verdict"],
            reasons={reason["code"]: reason["sentence"] for reason in entry["reasons"]},
            cases=tuple(case["verdict"] for one in entry["criteria"] for case in one["cases"]),
            entry=entry,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """One process that came to its end."""

    exit_code: int
    output: str


class SmallProject:
    """A project with steps for one short story; every process over it is a real one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("pyproject.toml", '[project]\nname = "shop"\n[tool.storycontract]\n')
        self.write("steps/shop_steps.py", STEPS)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def write_story(
        self, story_id: str, *then: str, name: str | None = None, steps: Iterable[str] = ()
    ) -> Path:
        """Write a feature file with one scenario; `then` are its outcomes, `steps` come before them."""
        lines = [f"@story:{story_id}", f"Feature: Story {story_id}", f"  Scenario: {name or 'Pay'}"]
        lines += ["    Given a basket with a book", "    When Ann pays"]
        lines += [f"    {step}" for step in steps]
        lines += [f"    Then {outcome}" for outcome in then or ("the order is shown as paid",)]
        return self.write(f"features/{story_id.lower()}.feature", "\n".join(lines) + "\n")

    def pytest(self, *arguments: str, python: tuple[str, ...] = (), cwd: str = "", **env: str) -> Run:
        process = self.start(*arguments, python=python, cwd=cwd, **env)
        output, _ = process.communicate(timeout=90)
        return Run(process.returncode, output)

    def start(
        self, *arguments: str, python: tuple[str, ...] = (), cwd: str = "", **env: str
    ) -> "subprocess.Popen[str]":
        """Start pytest in a process group of its own."""
        unused = [f"-pno:{name}" for name in _UNUSED]
        command = [sys.executable, *python, "-m", "pytest", *unused, *arguments]
        return subprocess.Popen(
            command,
            cwd=self.root / cwd,
            env=_environment() | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def storycontract(self, *arguments: str) -> Run:
        start = "import sys; from storycontract.cli.main import main; sys.exit(main())"
        command = [sys.executable, "-c", start, *arguments]
        done = subprocess.run(
            command, cwd=self.root, env=_environment(), capture_output=True, text=True, check=False
        )
        return Run(done.returncode, done.stdout + done.stderr)

    @property
    def stories_file(self) -> Path:
        return self.root / "reports" / "stories.json"

    @property
    def document(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.stories_file.read_text(encoding="utf-8"))
        return content

    @property
    def stories(self) -> dict[str, Story]:
        """What the last run wrote, by id; of several stories with one id the last."""
        return {entry["id"]: Story.read(entry) for entry in self.document["stories"]}

    def status(self) -> dict[str, Story]:
        """What is known without running anything, by id."""
        document = take_stock(load_settings(self.root), now_utc="2026-11-23T12:00:00.000+00:00")
        entries = json.loads(document.model_dump_json())["stories"]
        return {entry["id"]: Story.read(entry) for entry in entries}

    def list_evidence(self) -> list[Path]:
        return sorted((self.root / "reports" / "evidence").glob("*.jsonl"))

    def wait_for(self, path: str, seconds: float = 80.0) -> Path:
        """Wait until a step has written a file, to act while it is under way."""
        deadline = time.monotonic() + seconds
        while not (self.root / path).exists():
            assert time.monotonic() < deadline, f"{path} never came"
            time.sleep(0.02)
        return self.root / path


def stop_group(process: "subprocess.Popen[str]", number: signal.Signals) -> Run:
    """Send a signal to pytest and all processes it started, and wait for its end."""
    os.killpg(process.pid, number)
    output, _ = process.communicate(timeout=60)
    return Run(process.returncode, output)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(_OWN_VARIABLES)}


@pytest.fixture
def small_project(tmp_path: Path) -> SmallProject:
    return SmallProject(tmp_path)


@pytest.fixture(scope="module")
def make_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], SmallProject]:
    """Make projects that the tests of a module share."""
    return lambda name: SmallProject(tmp_path_factory.mktemp(name))


@pytest.fixture
def stop() -> "Callable[[subprocess.Popen[str], signal.Signals], Run]":
    return stop_group
