"""Steps about what people read in Allure."""

import json
import shutil
from pathlib import Path
from typing import Any

from pytest_bdd import given, parsers, then, when
from steps.sandbox import SOMEBODY, Sandbox

RESULTS = "allure-results"
STORIES = f"{RESULTS}-stories"
EARLIER = "earlier-stories"


def read_results(folder: Path) -> list[dict[str, Any]]:
    """Read the results of a folder, in the order of their start."""
    files = folder.glob("*-result.json")
    results = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return sorted(results, key=lambda result: int(result["start"]))


def first_line(result: dict[str, Any]) -> str:
    """Give the first line of what a result says; empty where it says nothing."""
    return str(result.get("statusDetails", {}).get("message", "")).partition("\n")[0]


def find_history(folder: Path, story_id: str) -> str:
    """Find the history id of a story's result."""
    label = {"name": "story", "value": story_id}
    (result,) = [result for result in read_results(folder) if label in result["labels"]]
    return str(result["historyId"])


@when(parsers.re(rf"{SOMEBODY} runs the stories for Allure"))
def run_for_allure(sandbox: Sandbox) -> None:
    sandbox.pytest(f"features --alluredir={RESULTS} --clean-alluredir")


@when(parsers.re(rf'{SOMEBODY} runs the stories for Allure with "(?P<options>.*)"'))
def run_part_for_allure(sandbox: Sandbox, options: str) -> None:
    sandbox.pytest(f"features --alluredir={RESULTS} --clean-alluredir {options}")


@given(parsers.re(rf"{SOMEBODY} ran the stories for Allure"))
def were_run_for_allure(sandbox: Sandbox) -> None:
    run_for_allure(sandbox)
    shutil.copytree(sandbox.root / STORIES, sandbox.root / EARLIER)


@then("Allure shows the stories")
def shows_stories(sandbox: Sandbox, datatable: list[list[str]]) -> None:
    shown = [[one["name"], one["status"], first_line(one)] for one in read_results(sandbox.root / STORIES)]
    assert sorted(shown) == sorted(datatable[1:])


@then("Allure shows the scenarios")
def shows_scenarios(sandbox: Sandbox, datatable: list[list[str]]) -> None:
    shown = [[one["name"], one["status"], first_line(one)] for one in read_results(sandbox.root / RESULTS)]
    assert sorted(shown) == sorted(datatable[1:])


@then(parsers.parse('Allure keeps one history of story "{story_id}"'))
def keeps_history(sandbox: Sandbox, story_id: str) -> None:
    assert find_history(sandbox.root / STORIES, story_id) == find_history(sandbox.root / EARLIER, story_id)


@then(parsers.parse('nothing written for Allure says "{text}"'))
def says_nothing_of(sandbox: Sandbox, text: str) -> None:
    written = [file for folder in (RESULTS, STORIES) for file in (sandbox.root / folder).iterdir()]
    assert written
    assert [file.name for file in written if text in file.read_text(encoding="utf-8")] == []


@then("nothing written for Allure says where the shop stands on the disk")
def says_no_place(sandbox: Sandbox) -> None:
    says_nothing_of(sandbox, str(sandbox.root))
