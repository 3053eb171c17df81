"""Several environments: what is shown in one counts there and nowhere else."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from storycontract.assessment.product_versions import VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.conftest import SmallProject

BOTH = '[project]\nname = "shop"\n[tool.storycontract]\nenvironments = ["default", "staging"]\n'
STAGING = ("--story-env", "staging", "--story-product-version", "staging=1.4")


@pytest.fixture
def project(small_project: "SmallProject") -> "SmallProject":
    """A project with one story that has to work in two environments."""
    small_project.write("pyproject.toml", BOTH)
    small_project.write_story("A")
    return small_project


def tag_scenario(feature: "Path", tag: str) -> None:
    feature.write_text(feature.read_text().replace("  Scenario", f"  {tag}\n  Scenario"))


def read_header(project: "SmallProject") -> dict[str, object]:
    (file,) = project.list_evidence()
    header: dict[str, object] = json.loads(file.read_text().splitlines()[0])
    return header


def test_a_story_is_done_where_each_environment_has_shown_it(project: "SmallProject") -> None:
    project.pytest("features")
    in_one = project.stories["A"]
    project.pytest("features", *STAGING)
    in_both = project.stories["A"]

    assert in_one.reasons == {"not-run": "1 scenario has not been run in staging"}
    assert in_both.verdict == "done"


def test_a_run_keeps_where_it_was_and_what_was_required(project: "SmallProject") -> None:
    project.pytest("features", *STAGING)

    header = read_header(project)

    assert (header["environment"], header["product_version"]) == ("staging", "1.4")
    assert header["required_environments"] == ["default", "staging"]


def test_a_failure_in_one_environment_is_that_of_the_other_in_no_way(project: "SmallProject") -> None:
    steps = project.root / "steps" / "shop_steps.py"
    only_here = 'request.config.getoption("--story-env") is None'
    steps.write_text(
        steps.read_text()
        .replace('basket[-1] == "paid"', only_here)
        .replace("def is_paid(basket)", "def is_paid(request)")
    )

    project.pytest("features")
    project.pytest("features", *STAGING)

    (case,) = project.stories["A"].entry["criteria"][0]["cases"]
    assert {cell["environment"]: cell["verdict"] for cell in case["environments"]} == {
        "default": "passed",
        "staging": "failed",
    }


def test_an_environment_without_a_version_is_refused_before_anything_runs(project: "SmallProject") -> None:
    run = project.pytest("features", "--story-env", "staging")

    assert run.exit_code == 4
    assert "environment `staging` needs the version of the product deployed there" in run.output
    assert f"add `--story-product-version staging=1.4`, or set {VARIABLE}" in run.output
    assert project.list_evidence() == []


def test_a_variable_gives_the_versions_as_well(project: "SmallProject") -> None:
    project.pytest(
        "features", "--story-env", "staging", STORYCONTRACT_PRODUCT_VERSIONS="production=1.3, staging=1.4"
    )

    assert read_header(project)["product_version"] == "1.4"


def test_a_list_of_tests_needs_no_version(project: "SmallProject") -> None:
    assert project.pytest("features", "--story-env", "staging", "--collect-only").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--story-env", "staging=1.4"), "`staging=1.4` is no name of an environment"),
        (("--story-product-version", "1.4"), "`1.4` names no version of an environment"),
        (("--story-product-version", "a=1", "--story-product-version", "a=2"), "`a` has two versions"),
    ],
    ids=["a version as the name", "no environment", "two versions"],
)
def test_what_cannot_be_meant_is_refused(
    project: "SmallProject", arguments: tuple[str, ...], problem: str
) -> None:
    run = project.pytest("features", *arguments)

    assert run.exit_code == 4
    assert problem in run.output


def test_another_version_makes_the_evidence_of_its_environment_stale(project: "SmallProject") -> None:
    project.pytest("features")
    project.pytest("features", *STAGING)

    same = project.storycontract("status", "--product-version", "staging=1.4")
    newer = project.storycontract("status", "--product-version", "staging=1.5")
    unknown = project.storycontract("status")

    assert same.exit_code == 0, same.output
    assert newer.exit_code == unknown.exit_code == 1
    assert "the product is now version 1.5, it was 1.4" in " ".join(newer.output.split())
    assert "it is about version 1.4, and no version is given today" in " ".join(unknown.output.split())


def test_a_run_elsewhere_knows_the_versions_of_the_other_environments(project: "SmallProject") -> None:
    project.pytest("features", *STAGING)

    project.pytest("features", STORYCONTRACT_PRODUCT_VERSIONS="staging=1.4")

    assert project.stories["A"].verdict == "done"


@pytest.mark.parametrize("tag", ["@env:staging", "@env:staging @env:production"], ids=["one", "two"])
def test_a_case_for_other_environments_is_left_out_and_counted(
    project: "SmallProject", write_two: Callable[[str], None], tag: str
) -> None:
    write_two(tag)

    run = project.pytest("features")

    planned = [json.loads(line) for line in project.list_evidence()[0].read_text().splitlines()][1]
    assert "1 passed, 1 deselected" in run.output
    assert "not run: 1 scenario for " in run.output
    assert "`staging`; this run is on `default`" in run.output
    assert {item["story_id"]: item["selected"] for item in planned["items"]} == {"A": True, "B": False}
    assert project.stories["B"].cases == ("not-run",)


def test_a_case_for_one_environment_is_done_by_that_one_alone(
    project: "SmallProject", write_two: Callable[[str], None]
) -> None:
    write_two("@env:staging")

    project.pytest("features", *STAGING)

    assert project.stories["B"].verdict == "done"
    assert project.stories["A"].verdict == "unproven"


def test_a_case_for_one_environment_stays_out_whatever_is_asked_for(
    project: "SmallProject", write_two: Callable[[str], None]
) -> None:
    write_two("@env:staging")

    run = project.pytest("features", "--story", "B")

    assert run.exit_code == 5
    assert "not run: 1 scenario for `staging`; this run is on `default`" in run.output


def test_workers_leave_out_the_same(project: "SmallProject", write_two: Callable[[str], None]) -> None:
    write_two("@env:staging")

    project.pytest("features", "-n", "2", *STAGING)

    assert project.stories["B"].verdict == "done"
    assert project.stories["A"].reasons == {"not-run": "1 scenario has not been run in default"}


def test_evidence_that_nobody_asks_for_is_kept_and_counts_for_none(project: "SmallProject") -> None:
    run = project.pytest("features", "--story-env", "qa", "--story-product-version", "qa=1.4")

    assert "no story asks for environment `qa`: what this run shows is kept, and counts not" in run.output
    assert project.stories["A"].cases == ("not-run",)
    assert len(project.list_evidence()) == 1


def test_our_options_alone_switch_us_on(small_project: "SmallProject") -> None:
    small_project.write("pyproject.toml", "")
    small_project.write_story("A")

    small_project.pytest("features", *STAGING)

    assert small_project.stories["A"].cases == ("not-run",)


@pytest.fixture
def write_two(project: "SmallProject") -> Callable[[str], None]:
    """Write another story whose scenario has a tag."""
    return lambda tag: tag_scenario(project.write_story("B", name="Elsewhere"), tag)
