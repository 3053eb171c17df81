"""pytest-split cuts shards by how long scenarios took, which the ledger knows."""

import json
import os
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.integration.conftest import Run, SmallProject

SLEEP = """
import time
def pytest_bdd_before_step(feature):
    time.sleep(0.3 if "slow" in feature.tags else 0)
"""

# What had begun an hour before a commit is what all its shards go by.
SETTLED_S = 3600
ONLY_C_TAKES_TIME = {f"features/{name}.feature::Pay": float(name == "c") for name in "abcd"}


def git(project: "SmallProject", *arguments: str) -> None:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=project.root, check=True, capture_output=True)


def commit(project: "SmallProject", in_seconds: int) -> None:
    """Commit everything, as if some time from now."""
    project.write(".gitignore", "reports/\n__pycache__/\n.pytest_cache/\n")
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "all"],
        cwd=project.root,
        env={"GIT_COMMITTER_DATE": f"@{int(time.time()) + in_seconds} +0000", "PATH": os.environ["PATH"]},
        check=True,
    )


@pytest.fixture
def project(small_project: "SmallProject") -> "SmallProject":
    """A project of one slow and three quick stories."""
    small_project.write("conftest.py", SLEEP)
    for story in "ABCD":
        small_project.write_story(story)
    slow = small_project.root / "features" / "a.feature"
    slow.write_text(slow.read_text().replace("@story:A", "@story:A @slow"))
    return small_project


def run_shard(project: "SmallProject", index: int, *arguments: str) -> "Run":
    return project.pytest("features", "--splits", "2", "--group", str(index), *arguments)


def list_tried(project: "SmallProject") -> list[set[str]]:
    """List the stories that each run tried, oldest first."""
    tried: dict[str, set[str]] = {}
    for file in project.list_evidence():
        lines: list[dict[str, Any]] = [json.loads(line) for line in file.read_text().splitlines()]
        stories = {line["story_id"] for line in lines if line["line"] == "attempt"}
        tried[lines[0]["started_utc"]] = stories
    return [stories for _, stories in sorted(tried.items())]


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["serial", "workers"])
def test_shards_are_cut_by_time(project: "SmallProject", workers: tuple[str, ...]) -> None:
    project.pytest("features")
    commit(project, SETTLED_S)

    for index in (1, 2):
        assert run_shard(project, index, *workers).exit_code == 0

    assert list_tried(project)[1:] == [{"A"}, {"B", "C", "D"}]


def test_what_ran_since_the_commit_does_not_change_the_cut(project: "SmallProject") -> None:
    commit(project, 0)
    project.pytest("features")

    for index in (1, 2):
        run_shard(project, index)

    assert list_tried(project)[1:] == [{"A", "B"}, {"C", "D"}]


def test_durations_of_the_users_own_go_before(project: "SmallProject") -> None:
    project.pytest("features")
    commit(project, SETTLED_S)
    project.write(".test_durations", json.dumps(ONLY_C_TAKES_TIME))

    run_shard(project, 2)

    assert list_tried(project)[1:] == [{"D"}]


def test_a_ledger_that_is_away_leaves_shards_cut_evenly(project: "SmallProject") -> None:
    commit(project, SETTLED_S)
    (project.root / "reports").mkdir()
    project.write("reports/ledger.sqlite", "no database at all, but something of another kind")

    run = run_shard(project, 1)

    assert "shards are cut evenly, since durations could not be loaded" in run.output


def test_shards_that_were_not_cut_alike_are_named(project: "SmallProject") -> None:
    run_shard(project, 1, "--durations-path", "reports/none.json")
    times = project.write("reports/other.json", json.dumps(ONLY_C_TAKES_TIME))

    run_shard(project, 2, "--durations-path", str(times))

    (remark,) = project.document["remarks"]
    assert remark["sentence"] == (
        "All 2 shards are there, yet they left out scenarios of C: they were not split alike."
    )
    assert project.stories["C"].verdict == "unproven"
