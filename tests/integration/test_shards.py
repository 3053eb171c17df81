"""Shards: a run split over machines, each of which leaves a file of its own."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.integration.conftest import Run, SmallProject

ALL_OF_3 = (1, 2, 3)


def run_shard(project: "SmallProject", index: int, *arguments: str, total: int = 3) -> "Run":
    return project.pytest("features", "--splits", str(total), "--group", str(index), *arguments)


def read_header(project: "SmallProject") -> dict[str, Any]:
    (file,) = project.list_evidence()
    header: dict[str, Any] = json.loads(file.read_text().splitlines()[0])
    return header


def list_remarks(project: "SmallProject") -> list[str]:
    return [remark["sentence"] for remark in project.document["remarks"]]


@pytest.fixture
def project(small_project: "SmallProject") -> "SmallProject":
    """A project with three stories of one scenario each."""
    for story in "ABC":
        small_project.write_story(story)
    return small_project


def test_pytest_split_tells_the_shard_by_itself(project: "SmallProject") -> None:
    run_shard(project, 2)

    header = read_header(project)

    assert header["shard"] == {"index": 2, "total": 3}
    assert header["selection"]["is_full"]


def test_all_shards_together_are_a_whole_run(project: "SmallProject") -> None:
    for index in ALL_OF_3:
        run_shard(project, index)

    assert {story.verdict for story in project.stories.values()} == {"done"}
    assert list_remarks(project) == []


def test_paths_narrow_a_shard_that_is_the_only_one(project: "SmallProject") -> None:
    project.pytest("features/a.feature", "--story-shard", "1/1")

    assert read_header(project)["selection"]["is_full"] is False


def test_a_missing_shard_is_named_and_keeps_its_stories_from_done(project: "SmallProject") -> None:
    run_shard(project, 1)
    run = run_shard(project, 3)

    assert [story.verdict for story in project.stories.values()] == ["done", "unproven", "done"]
    assert project.stories["B"].cases == ("not-run",)
    assert "Shard 2 of 3 is missing: nothing is known of what it holds." in run.output


def test_a_shard_that_was_killed_is_named_and_its_passes_count_not(
    project: "SmallProject", stop: "Callable[..., Run]"
) -> None:
    import signal  # noqa: PLC0415 - what only this test needs

    project.write(
        "conftest.py",
        "import pathlib, time\n"
        "def pytest_runtest_logfinish(nodeid):\n"
        "    if '/b.feature' in nodeid:\n"
        "        pathlib.Path('reports/tried').touch()\n"
        "        time.sleep(60)\n",
    )
    process = project.start("features", "--splits", "3", "--group", "2")
    project.wait_for("reports/tried")
    stop(process, signal.SIGKILL)
    run_shard(project, 1)
    run_shard(project, 3)

    assert list_remarks(project) == ["Shard 2 of 3 broke off: it was killed, or is still on."]
    assert project.stories["B"].verdict == "unproven"
    assert project.stories["A"].verdict == "done"


def test_the_same_shard_twice_is_named_and_harmless(project: "SmallProject") -> None:
    for index in (1, 2, 2, 3):
        run_shard(project, index)

    (remark,) = list_remarks(project)
    assert remark.startswith("Shard 2 of 3 is there twice, and all of it counts: ")
    assert {story.verdict for story in project.stories.values()} == {"done"}


def test_a_shard_on_other_code_is_named_and_its_story_is_not_done(project: "SmallProject") -> None:
    run_shard(project, 2)
    project.write("shop.py", "PRICE = 2\n")
    run_shard(project, 1)
    run_shard(project, 3)

    assert list_remarks(project) == ["Shard 2 of 3 does not go with the others: the code has changed since."]
    assert [story.verdict for story in project.stories.values()] == ["done", "unproven", "done"]


def test_an_empty_shard_is_a_success_and_is_there(project: "SmallProject") -> None:
    runs = [run_shard(project, index, total=4) for index in (1, 2, 3, 4)]

    assert [run.exit_code for run in runs] == [0, 0, 0, 0]
    assert [run.output.count("holds no test: nothing to do") for run in runs] == [0, 0, 0, 1]
    assert {story.verdict for story in project.stories.values()} == {"done"}
    assert list_remarks(project) == []


def test_only_a_declared_shard_may_be_empty(project: "SmallProject") -> None:
    assert project.pytest("features", "-k", "nothing").exit_code == 5


@pytest.mark.parametrize("shard", ["3/2", "0/2", "1", "a/b", "1/0"])
def test_a_shard_that_cannot_be_is_refused(project: "SmallProject", shard: str) -> None:
    run = project.pytest("features", "--story-shard", shard)

    assert run.exit_code == 4
    assert f"`{shard}` is no shard" in run.output


def test_a_shard_other_than_that_of_pytest_split_is_refused(project: "SmallProject") -> None:
    run = run_shard(project, 1, "--story-shard", "2/3")

    assert run.exit_code == 4
    assert "`2/3` is not what `--splits 3 --group 1` says" in run.output


def test_shards_may_be_split_by_paths(project: "SmallProject") -> None:
    project.pytest("features/a.feature", "features/b.feature", "--story-shard", "1/2")
    header = read_header(project)
    incomplete = list_remarks(project)
    project.pytest("features/c.feature", "--story-shard", "2/2")

    assert header["shard"] == {"index": 1, "total": 2}
    assert header["selection"]["is_full"]
    assert incomplete == ["Shard 2 of 2 is missing: nothing is known of what it holds."]
    assert list_remarks(project) == []
    assert {story.verdict for story in project.stories.values()} == {"done"}


def test_a_shard_that_no_file_fell_to_is_there_all_the_same(project: "SmallProject") -> None:
    project.write("tests/test_nothing.py", "")
    project.pytest("features", "--story-shard", "1/2")

    run = project.pytest("tests", "--story-shard", "2/2")

    assert run.exit_code == 0
    assert list_remarks(project) == []


def test_a_filter_in_a_shard_is_a_filter(project: "SmallProject") -> None:
    project.pytest("features/a.feature", "--story-shard", "1/2", "-k", "Pay")

    assert read_header(project)["selection"]["reasons"] == ["-k Pay"]


def test_workers_and_shards_go_together(project: "SmallProject") -> None:
    runs = [run_shard(project, index, "-n", "2", total=4) for index in (1, 2, 3, 4)]

    assert [run.exit_code for run in runs] == [0, 0, 0, 0]
    assert {story.verdict for story in project.stories.values()} == {"done"}
    assert list_remarks(project) == []


def test_shards_of_an_environment_are_its_own(project: "SmallProject") -> None:
    run_shard(project, 1, "--story-env", "staging", "--story-product-version", "staging=1.4")

    assert list_remarks(project) == [
        "Shards 2 and 3 of 3 in staging are missing: nothing is known of what they hold."
    ]
