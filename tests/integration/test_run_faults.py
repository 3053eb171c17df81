"""Runs that go wrong, each for real: what was shown stands, what was lost is never taken for a pass."""

import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess

    from tests.integration.conftest import Run, SmallProject

    Stop = Callable[[subprocess.Popen[str], signal.Signals], Run]

# What a step does is told from outside, so that no run changes the code of another.
HAPPENS = """\
import os
import resource
import shutil
import signal
import time
from pathlib import Path

import pytest
from pytest_bdd import when

EVIDENCE = Path("reports/evidence")

def fill_disk():
    journal = next(EVIDENCE.glob(f"*/{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.jsonl"))
    size = journal.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    assert False, "it fails when nobody can write it down"

def delete_reports():
    shutil.rmtree("reports")

def delete_run():
    for folder in EVIDENCE.glob("*-*"):
        shutil.rmtree(folder)
    assert False, "it fails without a trace"

def close_everything():
    journal = next(EVIDENCE.glob("*-*/main.jsonl"))
    for number in range(3, 100):
        try:
            if os.path.samestat(os.fstat(number), journal.stat()):
                os.close(number)
        except OSError:
            pass
    assert False, "it fails when nobody listens"

def fail_once():
    if not Path("kept-once").exists():
        Path("kept-once").write_text("")
        assert False, "the first time it fails"

def die_once():
    if not Path("kept-once").exists():
        Path("kept-once").write_text("")
        os.kill(os.getpid(), signal.SIGKILL)

def wait():
    Path("kept-waiting").write_text("")
    while not Path("kept-go").exists():
        time.sleep(0.02)

def change_code():
    Path("shop.py").write_text("CHANGED = True")

def change_feature():
    file = Path("features/b.feature")
    file.write_text(file.read_text().replace("When Ann pays", "When Ann pays\\n    And Ann pays"))

def interrupt():
    raise KeyboardInterrupt

HAPPENINGS = {
    "os._exit": lambda: os._exit(0),
    "SystemExit": lambda: exit(0),
    "pytest.exit": lambda: pytest.exit("enough", returncode=0),
    "KeyboardInterrupt": interrupt,
    "SIGKILL": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "time passes": lambda: time.sleep(60),
    "disk full": fill_disk,
    "reports deleted": delete_reports,
    "run deleted": delete_run,
    "descriptor closed": close_everything,
    "fail once": fail_once,
    "die once": die_once,
    "wait": wait,
    "code changed": change_code,
    "feature changed": change_feature,
    "nothing": lambda: None,
}

@when("it happens")
def it_happens():
    HAPPENINGS[os.environ.get("HAPPENS", "nothing")]()
"""

SETTINGS = '[project]\nname = "shop"\n[tool.storycontract]\noutputs = ["kept*"]\n'

PASSED = ("done", ("passed",))
NOT_RUN = ("unproven", ("not-run",))
ABORTED = ("unproven", ("aborted",))
FAILED = ("failing", ("failed",))
STALE = ("unproven", ("stale",))
FLAKY = ("unproven", ("flaky",))

NO_END = "the run has no end: it was killed, or is still on"


@pytest.fixture
def project(small_project: "SmallProject") -> "SmallProject":
    """Story B is where it happens; A runs before it, C after."""
    small_project.write("pyproject.toml", SETTINGS)
    small_project.write("steps/happening_steps.py", HAPPENS)
    small_project.write_story("A")
    small_project.write_story("B", steps=["And it happens"])
    small_project.write_story("C")
    return small_project


def written(project: "SmallProject") -> dict[str, tuple[str, tuple[str, ...]]]:
    return {name: (story.verdict, story.cases) for name, story in project.stories.items()}


def known(project: "SmallProject") -> dict[str, tuple[str, tuple[str, ...]]]:
    return {name: (story.verdict, story.cases) for name, story in project.status().items()}


@pytest.mark.parametrize(
    ("happening", "exit_code", "b", "c"),
    [
        ("SystemExit", 1, FAILED, PASSED),
        ("pytest.exit", 0, ABORTED, NOT_RUN),
        ("KeyboardInterrupt", 2, ABORTED, NOT_RUN),
    ],
)
def test_what_ends_a_step_or_the_session_leaves_what_was_shown(
    project: "SmallProject",
    happening: str,
    exit_code: int,
    b: tuple[str, tuple[str, ...]],
    c: tuple[str, tuple[str, ...]],
) -> None:
    run = project.pytest("features", HAPPENS=happening)

    assert run.exit_code == exit_code
    assert written(project) == {"A": PASSED, "B": b, "C": c}


@pytest.mark.parametrize(("happening", "exit_code"), [("os._exit", 0), ("SIGKILL", -signal.SIGKILL)])
def test_a_process_that_dies_in_a_step_leaves_no_result_and_no_pass(
    project: "SmallProject", happening: str, exit_code: int
) -> None:
    project.pytest("features/c.feature")

    run = project.pytest("features", HAPPENS=happening)

    stories = project.status()
    assert run.exit_code == exit_code
    assert not project.stories_file.exists()
    assert known(project) == {"A": STALE, "B": ABORTED, "C": PASSED}
    assert NO_END in stories["A"].reasons["stale"]


def test_a_run_after_one_that_was_killed_counts_as_ever(project: "SmallProject") -> None:
    project.pytest("features", HAPPENS="SIGKILL")

    project.pytest("features")

    assert set(written(project).values()) == {PASSED}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_killed_from_outside_has_no_end(
    project: "SmallProject", stop: "Stop", number: signal.Signals
) -> None:
    process = project.start("features", HAPPENS="wait")
    project.wait_for("kept-waiting")

    stop(process, number)

    assert not project.stories_file.exists()
    assert known(project) == {"A": STALE, "B": ABORTED, "C": NOT_RUN}


def test_a_run_that_is_interrupted_from_outside_says_so(project: "SmallProject", stop: "Stop") -> None:
    process = project.start("features", HAPPENS="wait")
    project.wait_for("kept-waiting")

    run = stop(process, signal.SIGINT)

    assert run.exit_code == 2
    assert written(project) == {"A": PASSED, "B": ABORTED, "C": NOT_RUN}
    assert project.document["runs"][-1]["why_incomplete"] == "the run was interrupted"


def test_a_run_over_workers_says_the_same_as_one_without(project: "SmallProject") -> None:
    project.write_story("D", "the order is shown as sent")
    project.pytest("features")
    serial = written(project)

    project.pytest("features", "-n2", "--story", "D")
    project.pytest("features", "-n2")

    last = project.document["runs"][-1]
    assert written(project) == serial
    assert (last["complete"], last["damage"], last["is_fresh"]) == (True, None, True)
    assert len(project.list_evidence()) == 3


def test_a_worker_that_is_killed_takes_its_scenario_with_it(project: "SmallProject") -> None:
    run = project.pytest("features", "-n2", HAPPENS="SIGKILL")

    assert run.exit_code == 1
    assert written(project) == {"A": PASSED, "B": ABORTED, "C": PASSED}
    assert project.document["runs"][-1]["why_incomplete"] == "1 of 3 tests did not come to their end"


def test_a_worker_killed_and_its_item_retried_is_flaky(project: "SmallProject") -> None:
    run = project.pytest("features", "-n2", "--reruns", "1", HAPPENS="die once")

    assert run.exit_code == 0
    assert written(project) == {"A": PASSED, "B": FLAKY, "C": PASSED}


def test_what_a_worker_saw_stands_though_it_died_at_its_very_end(project: "SmallProject") -> None:
    project.write(
        "conftest.py",
        """
import os
import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    if "DIES" in os.environ and hasattr(session.config, "workerinput"):
        os._exit(1)
""",
    )
    project.pytest("features", "-n1")

    project.pytest("features", "-n1", "--max-worker-restart=0", HAPPENS="fail once", DIES="yes")

    assert written(project) == {"A": PASSED, "B": FLAKY, "C": PASSED}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_controller_that_is_killed_has_no_end(
    project: "SmallProject", stop: "Stop", number: signal.Signals
) -> None:
    process = project.start("features", "-n2", HAPPENS="wait")
    project.wait_for("kept-waiting")

    stop(process, number)

    after = known(project)
    assert not project.stories_file.exists()
    assert after["B"] == ABORTED
    assert after.keys() == {"A", "B", "C"}
    assert PASSED not in after.values()


def test_an_interrupt_under_workers_leaves_what_was_shown(project: "SmallProject") -> None:
    process = project.start("features", "-n2", HAPPENS="wait")
    project.wait_for("kept-waiting")

    os.kill(process.pid, signal.SIGINT)
    process.communicate(timeout=80)

    assert process.returncode == 2
    assert written(project)["B"] == ABORTED
    assert project.document["runs"][-1]["complete"] is False


def test_a_retry_that_passed_is_flaky(project: "SmallProject") -> None:
    run = project.pytest("features", "--reruns", "1", HAPPENS="fail once")

    reasons = project.stories["B"].reasons
    assert run.exit_code == 0
    assert written(project) == {"A": PASSED, "B": FLAKY, "C": PASSED}
    assert reasons == {"flaky": "its only scenario passes only sometimes"}


def test_a_timeout_by_signal_is_a_failure(project: "SmallProject") -> None:
    project.pytest("features", "--timeout=1", "--timeout-method=signal", HAPPENS="time passes")

    assert written(project) == {"A": PASSED, "B": FAILED, "C": PASSED}


def test_a_timeout_by_thread_ends_the_process_without_a_result(project: "SmallProject") -> None:
    project.pytest("features", "--timeout=1", "--timeout-method=thread", HAPPENS="time passes")

    assert not project.stories_file.exists()
    assert known(project) == {"A": STALE, "B": ABORTED, "C": NOT_RUN}


@pytest.mark.parametrize("workers", [(), ("-n2",)], ids=["serial", "workers"])
def test_a_disk_that_is_full_while_recording_gives_no_verdict(
    project: "SmallProject", workers: tuple[str, ...]
) -> None:
    project.pytest("features")

    run = project.pytest("features", *workers, HAPPENS="disk full")

    assert not project.stories_file.exists()
    assert "evidence cannot be written: file too large" in run.output
    assert "free space on this disk, then run again" in run.output
    assert "no verdict was written: this run could not be taken into account" in run.output


@pytest.mark.parametrize("happening", ["reports deleted", "run deleted", "descriptor closed"])
def test_evidence_that_a_step_takes_away_gives_no_verdict(project: "SmallProject", happening: str) -> None:
    project.pytest("features")

    run = project.pytest("features", HAPPENS=happening)

    assert not project.stories_file.exists()
    assert "evidence cannot be written" in run.output
    assert "no verdict was written" in run.output


@pytest.mark.parametrize("path", ["reports", "reports/evidence"])
def test_a_folder_that_cannot_be_made_keeps_no_test_from_running(project: "SmallProject", path: str) -> None:
    project.write(path, "a file, not a folder")

    run = project.pytest("features")

    assert "3 passed" in run.output
    assert "evidence cannot be written: not a directory" in run.output
    assert not project.stories_file.exists()


def test_an_old_result_that_cannot_be_removed_stops_the_run(project: "SmallProject") -> None:
    project.write("reports/stories.json/inside", "a folder where the result should be")

    run = project.pytest("features")

    assert run.exit_code == 4
    assert "the result of an earlier run cannot be removed: is a directory" in run.output


def test_code_that_changes_while_the_run_is_on_makes_its_passes_stale(project: "SmallProject") -> None:
    project.pytest("features", HAPPENS="code changed")

    stories = project.stories
    assert written(project) == {"A": STALE, "B": STALE, "C": STALE}
    assert "the code changed while the run was on: shop.py" in stories["A"].reasons["stale"]


def test_a_feature_that_a_step_changes_has_to_be_run_again(project: "SmallProject") -> None:
    project.pytest("features", HAPPENS="feature changed")

    assert written(project) == {"A": PASSED, "B": NOT_RUN, "C": PASSED}


def test_two_runs_at_once_do_each_other_no_harm(project: "SmallProject") -> None:
    first = project.start("features", HAPPENS="wait")
    project.wait_for("kept-waiting")

    project.pytest("features/a.feature", "features/c.feature")
    meanwhile = written(project)
    project.write("kept-go", "")
    first.communicate(timeout=80)

    assert meanwhile == {"A": PASSED, "B": ABORTED, "C": PASSED}
    assert written(project) == {"A": PASSED, "B": PASSED, "C": PASSED}
    assert [run["complete"] for run in project.document["runs"]] == [True, True]


def test_assertions_that_python_took_out_show_nothing(project: "SmallProject") -> None:
    project.write_story("D", "the order is shown as sent")

    project.pytest("features", python=("-O",))

    assert written(project) == {"A": STALE, "B": STALE, "C": STALE, "D": FAILED}
    assert "python -O took the assertions out" in project.stories["A"].reasons["stale"]


def test_plugins_that_are_left_out_are_not_missed(project: "SmallProject") -> None:
    run = project.pytest("features", "-pno:xdist", "-pno:rerunfailures", "-pno:timeout", "-pno:cacheprovider")

    assert run.exit_code == 0
    assert set(written(project).values()) == {PASSED}


def test_without_pytest_bdd_nothing_is_run_and_it_says_so(project: "SmallProject") -> None:
    run = project.pytest("features", "-pno:pytest-bdd")

    assert run.exit_code == 4
    assert "storycontract needs pytest-bdd" in run.output


def test_without_a_terminal_reporter_the_result_is_written(project: "SmallProject") -> None:
    project.pytest("features", "-pno:terminal")

    assert set(written(project).values()) == {PASSED}
