"""What a run left out is not done, unless fresh evidence of its own says so; the rest stays known."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.conftest import SmallProject

TWO_WAYS = """\
@story:WAYS
Feature: Two ways to pay
  Scenario: By card
    Given a basket with a book
    When Ann pays
    Then the order is shown as paid
  @slow
  Scenario: By invoice
    Given a basket with a book
    When Ann pays
    Then the order is shown as paid
"""

FILTERS = {
    "-k": ("features", "-k", "card or first"),
    "-m": ("features", "-m", "not slow"),
    "--deselect": ("features", "--deselect", "features/ways.feature::By invoice"),
    "a line": ("features/ways.feature:6",),
    "a node id": ("features/ways.feature::By card",),
}


@pytest.fixture
def project(small_project: "SmallProject") -> "SmallProject":
    small_project.write("features/ways.feature", TWO_WAYS)
    small_project.write_story("OTHER")
    return small_project


@pytest.fixture(scope="module")
def known(make_project: "Callable[[str], SmallProject]") -> "SmallProject":
    project = make_project("known")
    project.write("features/ways.feature", TWO_WAYS)
    project.write_story("OTHER")
    project.pytest("features")
    return project


@pytest.mark.parametrize("arguments", FILTERS.values(), ids=FILTERS)
def test_a_case_that_a_filter_leaves_out_is_not_run(
    project: "SmallProject", arguments: tuple[str, ...]
) -> None:
    run = project.pytest(*arguments)

    story = project.stories["WAYS"]
    assert run.exit_code == 0
    assert story.verdict == "unproven"
    assert story.cases == ("passed", "not-run")
    assert story.reasons == {"not-run": "1 scenario has not been run"}
    assert project.document["runs"][-1]["selection"]["is_full"] is False


@pytest.mark.parametrize(
    "arguments",
    [("features/other.feature",), ("features", "--story", "OTHER"), ("features", "--ignore-glob=*ways*")],
    ids=["a path", "--story", "--ignore-glob"],
)
def test_a_story_that_a_filter_leaves_out_is_not_done(
    project: "SmallProject", arguments: tuple[str, ...]
) -> None:
    project.pytest(*arguments)

    assert project.stories["OTHER"].verdict == "done"
    assert project.stories["WAYS"].verdict in {"unproven", "unstarted"}
    assert project.stories["WAYS"].reasons == {"not-run": "none of its 2 scenarios has been run"}


@pytest.mark.parametrize("option", ["-x", "--maxfail=1", "--stepwise"])
def test_what_comes_after_the_first_failure_is_not_run(project: "SmallProject", option: str) -> None:
    project.write_story("A-FAILURE", "the order is shown as sent")

    project.pytest("features", option)

    run = project.document["runs"][-1]
    assert project.stories["A-FAILURE"].verdict == "failing"
    assert {project.stories[name].verdict for name in ("OTHER", "WAYS")} == {"unproven"}
    assert (run["complete"], run["why_incomplete"]) in {
        (False, "3 of 4 tests did not come to their end"),
        (False, "the run was interrupted"),
    }


def test_a_filter_that_comes_from_the_environment_counts_too(project: "SmallProject") -> None:
    project.pytest("features", PYTEST_ADDOPTS="-k card")

    assert project.stories["WAYS"].reasons == {"not-run": "1 scenario has not been run"}
    assert project.document["runs"][-1]["selection"]["reasons"] == ["-k card"]


def test_the_failures_of_last_time_alone_show_only_themselves(project: "SmallProject") -> None:
    project.write("features/ways.feature", TWO_WAYS.replace("as paid", "as sent", 1))
    project.pytest("features")
    project.write("shop.py", "NEW = True\n")
    project.write("features/ways.feature", TWO_WAYS)

    project.pytest("features", "--lf")

    assert project.stories["WAYS"].cases == ("passed", "stale")
    assert project.stories["OTHER"].cases == ("stale",)


@pytest.mark.parametrize(
    "arguments",
    [
        *FILTERS.values(),
        ("features/other.feature",),
        ("features", "--story", "other"),
        ("features", "--lf"),
        ("features", "-k", "nothing has this name"),
    ],
    ids=[*FILTERS, "a path", "--story", "--lf", "nothing"],
)
def test_a_filtered_run_takes_nothing_away(
    known: "SmallProject", arguments: tuple[str, ...], project: "SmallProject"
) -> None:
    shutil.copytree(known.root / "reports", project.root / "reports")

    project.pytest(*arguments)

    assert {name: story.verdict for name, story in project.stories.items()} == {
        "WAYS": "done",
        "OTHER": "done",
    }


@pytest.mark.parametrize(
    "option", ["--collect-only", "--setup-plan", "--fixtures", "--fixtures-per-test", "--cache-show"]
)
def test_what_runs_no_test_writes_nothing(known: "SmallProject", option: str) -> None:
    before = _read_all(known.root / "reports")

    run = known.pytest("features", option)

    assert run.exit_code == 0
    assert _read_all(known.root / "reports") == before


def test_collecting_with_workers_lists_what_there_is(known: "SmallProject") -> None:
    run = known.pytest("features", "--collect-only", "-q", "-n2")

    assert "features/ways.feature::By card" in run.output


def test_a_feature_that_no_module_binds_is_not_done(project: "SmallProject") -> None:
    project.write("tests/conftest.py", "from steps.shop_steps import *\n")
    project.write(
        "tests/test_ways.py", "from pytest_bdd import scenarios\nscenarios('../features/ways.feature')\n"
    )

    run = project.pytest("tests", PYTHONPATH=str(project.root))

    assert run.exit_code == 0, run.output
    assert project.stories["WAYS"].verdict == "done"
    assert project.stories["OTHER"].reasons == {"not-run": "1 scenario has not been run"}


def test_a_scenario_bound_by_a_module_that_was_not_run_is_not_done(project: "SmallProject") -> None:
    project.write(
        "tests/test_ways.py", "from pytest_bdd import scenarios\nscenarios('../features/ways.feature')\n"
    )

    run = project.pytest("features")

    assert "not run: 2 scenarios of features/ways.feature, bound by tests/test_ways.py" in run.output
    assert project.stories["WAYS"].reasons == {"not-run": "none of its 2 scenarios has been run"}
    assert project.stories["OTHER"].verdict == "done"


def test_one_of_two_scenarios_of_one_name_in_a_module_proves_nothing(project: "SmallProject") -> None:
    same = TWO_WAYS.replace("By invoice", "By card").replace("as paid", "as sent", 1)
    project.write("features/ways.feature", same)
    project.write("tests/conftest.py", "from steps.shop_steps import *\n")
    project.write(
        "tests/test_ways.py", "from pytest_bdd import scenarios\nscenarios('../features/ways.feature')\n"
    )

    run = project.pytest("tests", "features", PYTHONPATH=str(project.root))

    assert "2 passed" in run.output
    assert project.stories["WAYS"].verdict == "unspecified"
    assert "not-run" in project.stories["WAYS"].cases


def test_a_browser_that_was_listed_and_never_run_keeps_a_story_from_being_done(
    project: "SmallProject",
) -> None:
    project.write(
        "conftest.py",
        "import pytest\n"
        "@pytest.fixture(autouse=True)\n"
        "def browser(request):\n"
        "    return request.param\n"
        "def pytest_generate_tests(metafunc):\n"
        "    metafunc.parametrize('browser', ['chromium', 'firefox'], indirect=True)\n",
    )

    project.pytest("features", "-k", "chromium")

    assert project.stories["OTHER"].verdict == "unproven"
    assert project.stories["OTHER"].reasons == {"not-run": "1 scenario has not been run"}


def test_what_a_hook_throws_out_is_not_done(project: "SmallProject") -> None:
    project.write(
        "features/conftest.py",
        "import pytest\n"
        "@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_collection_modifyitems(items):\n"
        "    items[:] = [item for item in items if item.name != 'By invoice']\n",
    )

    run = project.pytest("features")

    assert run.exit_code == 0
    assert project.stories["WAYS"].reasons == {"not-run": "1 scenario has not been run"}


def test_a_run_that_finds_no_feature_knows_no_story(small_project: "SmallProject") -> None:
    (small_project.root / "features").mkdir()

    run = small_project.pytest("features")

    assert run.exit_code == 5
    assert small_project.document["stories"] == []
    assert small_project.storycontract("status").exit_code == 3


def _read_all(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
