"""Steps about what was before, and what was shown elsewhere."""

import shutil
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when
from steps.sandbox import SOMEBODY, Sandbox, find_story


@given(parsers.re(rf'{SOMEBODY} turned "(?P<old>.*)" into "(?P<new>(?s:.*))" in "(?P<path>.*)"'))
def turned(sandbox: Sandbox, old: str, new: str, path: str) -> None:
    sandbox.replace(path, old, new)


@given(parsers.parse('shard {index:d} of {total:d} was run elsewhere with "{options}"'))
def run_shard(
    sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory, index: int, total: int, options: str
) -> None:
    elsewhere = Sandbox(tmp_path_factory.mktemp(f"shard{index}") / sandbox.root.name)
    shutil.copytree(sandbox.root, elsewhere.root)
    elsewhere.pytest(f"{options} --story-shard {index}/{total}")
    shutil.copytree(elsewhere.root / "reports", _shard_folder(sandbox, index))


@when(parsers.re(rf"{SOMEBODY} merges shard (?P<index>\d+)"))
def merge(sandbox: Sandbox, index: str) -> None:
    sandbox.command("merge", str(_shard_folder(sandbox, int(index))))


@when(parsers.re(rf'{SOMEBODY} removes the folder "(?P<path>.*)"'))
def remove(sandbox: Sandbox, path: str) -> None:
    shutil.rmtree(sandbox.root / path)


@then(parsers.parse('story "{story_id}" is flagged "{flag}"'))
def flagged(sandbox: Sandbox, story_id: str, flag: str) -> None:
    assert flag in sandbox.find_story(story_id)["flags"]


@then(parsers.parse('the history of story "{story_id}" is'))
def history(sandbox: Sandbox, story_id: str, datatable: list[list[str]]) -> None:
    told = find_story(sandbox.ask_status(), story_id)["history"]
    assert [moment["verdict"] for moment in told] == [cell for (cell,) in datatable[1:]]


def _shard_folder(sandbox: Sandbox, index: int) -> Path:
    return sandbox.root.parent / f"{sandbox.root.name}-shard-{index}"
