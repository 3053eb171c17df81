"""Projects laid out in odd ways: none of them may call done what was not shown."""

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.conftest import SmallProject

GIVEN_WHEN = "    Given a basket with a book\n    When Ann pays\n"
PAID = f"{GIVEN_WHEN}    Then the order is shown as paid\n"
SENT = f"{GIVEN_WHEN}    Then the order is shown as sent\n"

ODD_NAMES = (
    "a::b",
    "[x]",
    "a/b",
    "🎉",
    "n" * 300,
    "",
    "__class__",
    "__dict__",
    "pytestmark",
    "setup_module",
    "x",
)


@pytest.fixture
def project(small_project: "SmallProject") -> "SmallProject":
    small_project.write_story("A")
    return small_project


def test_a_step_module_that_cannot_be_imported_stops_every_feature_that_sees_it(
    project: "SmallProject",
) -> None:
    project.write("steps/z_broken.py", "raise RuntimeError('no till')\n")
    project.write_story("B")

    run = project.pytest("features", "--continue-on-collection-errors")

    assert "steps/z_broken.py: the step module cannot be imported" in run.output
    assert {story.cases for story in project.stories.values()} == {("not-run",)}
    assert project.document["runs"][-1]["complete"] is False


def test_a_step_module_outside_the_project_is_refused(project: "SmallProject") -> None:
    outside = project.root.parent / f"{project.root.name}-outside"
    shutil.move(project.root / "steps", outside)
    (project.root / "steps").symlink_to(outside)

    run = project.pytest("features")

    assert run.exit_code == 2
    assert "lies outside the project, where a change would go unnoticed" in run.output
    assert project.stories["A"].cases == ("not-run",)


def test_step_modules_may_have_names_of_other_modules(project: "SmallProject") -> None:
    for name in ("json", "pytest", "pytest_bdd", "conftest"):
        project.write(f"steps/{name}.py", "NOTHING = None\n")

    project.pytest("features")

    assert project.stories["A"].verdict == "done"


def test_without_steps_nothing_is_done(project: "SmallProject") -> None:
    shutil.rmtree(project.root / "steps")

    project.pytest("features")

    assert project.stories["A"].verdict == "unstarted"


def test_without_the_features_folder_the_answer_names_it(project: "SmallProject") -> None:
    shutil.rmtree(project.root / "features")

    project.pytest()

    assert project.stories["features"].verdict == "unspecified"


@pytest.mark.parametrize(("cwd", "argument"), [("sub", "features"), ("", "sub/features")])
def test_settings_of_pytest_further_up_do_not_hide_the_project(
    project: "SmallProject", cwd: str, argument: str
) -> None:
    (project.root / "sub").mkdir()
    for name in ("features", "steps", "pyproject.toml"):
        shutil.move(project.root / name, project.root / "sub" / name)
    project.write("pytest.ini", "[pytest]\n")

    run = project.pytest(argument, cwd=cwd)

    assert "1 of 1 story done" in run.output
    assert (project.root / "sub" / "reports" / "stories.json").exists()


@pytest.mark.parametrize("top", ["", "[pytest]\n"], ids=["no settings above", "settings above"])
def test_a_gate_over_two_projects_at_once_is_refused(project: "SmallProject", top: str) -> None:
    for sub in ("one", "two"):
        for name in ("features", "steps"):
            shutil.copytree(project.root / name, project.root / sub / name)
        shutil.copy(project.root / "pyproject.toml", project.root / sub)
    (project.root / "pyproject.toml").unlink()
    if top:
        project.write("pytest.ini", top)

    run = project.pytest("one", "two", "--story-gate")
    each = project.pytest("one", "--story-gate")

    assert run.exit_code == 4
    assert "is another project than" in run.output
    assert each.exit_code == 0


@pytest.mark.parametrize(("cwd", "argument"), [("steps", "../features"), ("features", ".")])
def test_a_run_from_a_sub_folder_is_a_whole_one(project: "SmallProject", cwd: str, argument: str) -> None:
    project.pytest(argument, cwd=cwd)

    assert project.stories["A"].verdict == "done"
    assert project.document["runs"][-1]["selection"]["is_full"] is True


def test_a_linked_feature_folder_is_read_like_any_other(project: "SmallProject") -> None:
    shutil.move(project.root / "features", project.root / "contracts")
    (project.root / "features").symlink_to("contracts")
    project.write_story("B", "the order is shown as sent")

    project.pytest("features")

    assert {name: story.verdict for name, story in project.stories.items()} == {"A": "done", "B": "failing"}


@pytest.mark.parametrize("options", [(), ("--keep-duplicates",)])
def test_a_file_named_twice_is_one_story(project: "SmallProject", options: tuple[str, ...]) -> None:
    project.pytest(*options, "features/a.feature", "features", "features/a.feature")

    assert {name: story.verdict for name, story in project.stories.items()} == {"A": "done"}


def test_a_collector_of_the_projects_own_takes_nothing_away(project: "SmallProject") -> None:
    project.write(
        "conftest.py",
        "import pytest\n"
        "class Empty(pytest.File):\n"
        "    def collect(self):\n"
        "        return []\n"
        "def pytest_collect_file(file_path, parent):\n"
        "    if file_path.suffix == '.feature':\n"
        "        return Empty.from_parent(parent, path=file_path)\n",
    )
    project.write_story("B", "the order is shown as sent")

    project.pytest("features")

    assert {name: story.verdict for name, story in project.stories.items()} == {"A": "done", "B": "failing"}


def test_scenarios_may_have_any_name(project: "SmallProject") -> None:
    project.write(
        "features/names.feature",
        "@story:NAMES\nFeature: Names\n"
        + "".join(f"  Scenario: {name}\n{PAID}" for name in ODD_NAMES)
        + f"  Rule: x\n  Scenario: x\n{SENT}",
    )

    run = project.pytest("features")

    assert f"{len(ODD_NAMES) + 1} passed" in run.output
    assert project.stories["NAMES"].cases == (*["passed"] * len(ODD_NAMES), "failed")


def test_rows_whose_ids_look_alike_are_told_apart(project: "SmallProject") -> None:
    project.write(
        "features/rows.feature",
        "@story:ROWS\nFeature: Rows\n  Scenario Outline: Pay\n"
        f"{GIVEN_WHEN}    Then the order is shown as <state>\n"
        "    Examples:\n"
        "      | a   | b   | state |\n"
        "      | 1-2 | 3   | paid  |\n"
        "      | 1   | 2-3 | sent  |\n"
        "      | 1-2 | 3   | paid  |\n",
    )

    project.pytest("features")

    assert project.stories["ROWS"].cases == ("passed", "failed", "passed")


@pytest.mark.parametrize("option", ["--runxfail", "-pno:skipping"])
@pytest.mark.parametrize("tag", ["skip", "xfail"])
def test_a_tag_that_switches_a_scenario_off_counts_where_pytest_is_told_to_ignore_it(
    project: "SmallProject", tag: str, option: str
) -> None:
    feature = project.root / "features" / "a.feature"
    feature.write_text(feature.read_text().replace("  Scenario", f"  @{tag}\n  Scenario"))

    project.pytest("features", option)

    assert project.stories["A"].verdict == "unproven"
