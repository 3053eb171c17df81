"""A project in a folder of its own, and what came of running storycontract in it."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Whoever the story is about: what they do is the same for all.
SOMEBODY = r"the [a-z]+(?: [a-z]+)?"

SETTINGS = "[tool.storycontract]\n"

SHOP_STEPS = '''
from pytest_bdd import given, parsers, then, when

UNLUCKY = 13


@given(parsers.parse("a basket of {count:d} books"), target_fixture="basket")
def basket(count):
    return {"count": count}


@when("the shopper pays")
def pays(basket):
    basket["paid"] = 0 if basket["count"] == UNLUCKY else basket["count"] * 10


@when("the shopper waits")
def waits():
    """Do nothing for a while."""


@then(parsers.parse("the receipt shows {price:d} EUR"))
def receipt(basket, price):
    assert basket["paid"] == price
'''


@dataclass(slots=True)
class Sandbox:
    """A project folder; `output` and `exit_code` are those of the last command, None before one was run."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    output: str = ""
    exit_code: int | None = None

    def write(self, path: str, text: str) -> None:
        """Write a file of the project."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n", encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace text in a file of the project; it must be there."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def pytest(self, options: str = "features") -> None:
        """Run pytest in the project, as a user would."""
        self.run(sys.executable, "-m", "pytest", *options.split())

    def command(self, *arguments: str) -> None:
        """Run the storycontract command in the project."""
        self.run(str(Path(sys.executable).with_name("storycontract")), *arguments)

    def run(self, *command: str, folder: Path | None = None) -> None:
        """Run a program and keep what it printed and how it ended."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        done = subprocess.run(
            command,
            cwd=folder or self.root,
            env=inherited | {"COLUMNS": "200"} | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        self.output, self.exit_code = done.stdout, done.returncode

    @property
    def document(self) -> dict[str, Any]:
        """Read the one result of the last run."""
        text = (self.root / "reports" / "stories.json").read_text(encoding="utf-8")
        document: dict[str, Any] = json.loads(text)
        return document

    def find_story(self, story_id: str) -> dict[str, Any]:
        """Find the entry of a story in the result of the last run."""
        return find_story(self.document, story_id)

    def ask_status(self) -> dict[str, Any]:
        """Ask for the status as a document, without running anything."""
        self.command("status", "--output-format", "json")
        document: dict[str, Any] = json.loads(self.output)
        return document

    @property
    def summary(self) -> list[str]:
        """The lines of our summary at the end of pytest's output."""
        lines = self.output.splitlines()
        start = next(number for number, line in enumerate(lines) if re.fullmatch(r"=+ stories =+", line))
        return [line for line in lines[start + 1 :] if not re.match(r"=+ .* in [\d.]+s", line)]


def find_story(document: dict[str, Any], story_id: str) -> dict[str, Any]:
    """Find the entry of a story by its id."""
    stories: list[dict[str, Any]] = [story for story in document["stories"] if story["id"] == story_id]
    assert len(stories) == 1, f"{len(stories)} entries of {story_id}"
    return stories[0]
