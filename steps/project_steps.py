"""Steps about a small project of somebody who uses storycontract."""

from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when
from steps.sandbox import SETTINGS, SHOP_STEPS, SOMEBODY, Sandbox, find_story


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    """Give each scenario a folder of its own."""
    return Sandbox(tmp_path)


@given("a shop with its step functions")
def shop(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", SETTINGS)
    sandbox.write("steps/shop_steps.py", SHOP_STEPS)


@given("a project without settings of ours")
def plain_project(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "[tool.other]")


@given(parsers.parse('the feature file "{path}"'))
@given(parsers.parse('the file "{path}"'))
def file(sandbox: Sandbox, path: str, docstring: str) -> None:
    sandbox.write(path, docstring)


@given(parsers.parse('the setting "{key}" is "{value}"'))
def setting(sandbox: Sandbox, key: str, value: str) -> None:
    sandbox.replace("pyproject.toml", SETTINGS, f"{SETTINGS}{key} = {value}\n")


@given(parsers.re(rf"{SOMEBODY} ran the stories"))
@when(parsers.re(rf"{SOMEBODY} runs the stories"))
def run_all(sandbox: Sandbox) -> None:
    sandbox.pytest()


@given(parsers.re(rf'{SOMEBODY} ran the stories with "(?P<options>.*)"'))
@when(parsers.re(rf'{SOMEBODY} runs the stories with "(?P<options>.*)"'))
def run_some(sandbox: Sandbox, options: str) -> None:
    sandbox.pytest(options)


@when(parsers.re(rf'{SOMEBODY} turns "(?P<old>.*)" into "(?P<new>(?s:.*))" in "(?P<path>.*)"'))
def edit(sandbox: Sandbox, path: str, old: str, new: str) -> None:
    sandbox.replace(path, old, new.replace("\\n", "\n"))


@when(parsers.re(rf"{SOMEBODY} asks for the status"))
def ask(sandbox: Sandbox) -> None:
    sandbox.command("status")


@then(parsers.re(r'story "(?P<story_id>[^"]+)" is (?P<label>done|not (?:working|proven|started|specified))'))
def verdict(sandbox: Sandbox, story_id: str, label: str) -> None:
    assert sandbox.find_story(story_id)["verdict_label"].lower() == label


@then(parsers.parse('story "{story_id}" is not done'))
def not_done(sandbox: Sandbox, story_id: str) -> None:
    assert sandbox.find_story(story_id)["verdict"] != "done"


@then(parsers.parse('story "{story_id}" is done without another run'))
def still_done(sandbox: Sandbox, story_id: str) -> None:
    assert find_story(sandbox.ask_status(), story_id)["verdict"] == "done"


@then(parsers.parse('the status calls story "{story_id}" {label}'))
def status_of(sandbox: Sandbox, story_id: str, label: str) -> None:
    assert find_story(sandbox.ask_status(), story_id)["verdict_label"].lower() == label


@then(parsers.parse('story "{story_id}" needs another run'))
def needs_run(sandbox: Sandbox, story_id: str) -> None:
    assert find_story(sandbox.ask_status(), story_id)["verdict"] == "unproven"


@then(parsers.parse('story "{story_id}" says "{text}"'))
def reason(sandbox: Sandbox, story_id: str, text: str) -> None:
    sentences = [reason["sentence"] for reason in sandbox.find_story(story_id)["reasons"]]
    assert any(text in sentence for sentence in sentences), sentences


@then("every story is done")
def all_done(sandbox: Sandbox) -> None:
    assert {story["id"]: story["verdict"] for story in sandbox.document["stories"]}
    assert {story["verdict"] for story in sandbox.document["stories"]} == {"done"}


@then(parsers.parse('the entry of "{path}" is not specified'))
def unreadable_entry(sandbox: Sandbox, path: str) -> None:
    assert [entry["verdict"] for entry in sandbox.document["stories"] if entry["path"] == path] == [
        "unspecified"
    ]


@then(parsers.parse('the result holds for story "{story_id}"'))
def fields(sandbox: Sandbox, story_id: str, datatable: list[list[str]]) -> None:
    story = sandbox.find_story(story_id)
    assert [[path, _look_up(story, path)] for path, _ in datatable[1:]] == datatable[1:]


@then(parsers.parse('the output says "{text}"'))
def output(sandbox: Sandbox, text: str) -> None:
    assert text in sandbox.output


@then(parsers.parse('the status says "{text}"'))
def status(sandbox: Sandbox, text: str) -> None:
    sandbox.command("status")
    assert text in sandbox.output


@then(parsers.parse("the exit code is {code:d}"))
def exit_code(sandbox: Sandbox, code: int) -> None:
    assert sandbox.exit_code == code, sandbox.output


def _look_up(entry: dict[str, Any], path: str) -> object:
    value: Any = entry
    for key in path.split("."):
        value = value[key]
    return value
