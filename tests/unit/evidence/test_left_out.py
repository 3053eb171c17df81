"""What is left out of the scope, and what must not be."""

from pathlib import Path

import pytest

from storycontract.evidence.left_out import LeftOut, ScopeOptions

# Nothing is there: only names are judged.
TOP = Path("/nowhere/tree")
OPTIONS = ScopeOptions(outputs=("build/", "*.log", "**/*.tmp"), output_paths=("junit.xml", "shots"))


@pytest.mark.parametrize(
    "path",
    [
        *("features/pay.feature", "features/checkout/pay.feature", "docs/a.md", "docs/deep/a.py"),
        *("README", "README.md", "README.de.md", "Changelog.rst", "LICENSE", "LICENSE.txt"),
        *(".storycontract/lock.json", "reports/stories.json", "reports/evidence/a.jsonl"),
        *("src/__pycache__/a.py", "src/a.pyc", ".pytest_cache/v", "lib/.pytest_cache/v", ".coverage"),
        *(".coverage.host.1", "src/.coverage", "test-results/a.png", "ui/allure-results/a.json"),
        "allure-results-stories/a.json",
        *("ui/node_modules/a/index.js", "nested/.git/config", "junit.xml", "shots/a.png", "build/a.js"),
        *("run.log", "a.tmp", "deep/down/a.tmp"),
    ],
)
def test_what_says_nothing_about_the_code_is_left_out(path: str) -> None:
    assert LeftOut(TOP, TOP, OPTIONS).covers(path)


@pytest.mark.parametrize(
    "path",
    [
        *("features/steps/pay.py", "features/users.csv", "other/pay.feature", "src/docs/a.md", "docs.py"),
        *("src/README.md", "README.py", "README.toml", "READMES.md", "LICENSES/MIT.txt", "src/reports/a.py"),
        *("src/.storycontract/a", "coverage.py", "a.pyd", "src/junit.xml", "src/build/a.js", "src/run.log"),
        *("pytest_cache/a", "node_modules.txt", "reports.py", "steps/pay_steps.py", "pyproject.toml"),
    ],
)
def test_what_a_runner_can_see_counts(path: str) -> None:
    assert not LeftOut(TOP, TOP, OPTIONS).covers(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("apps/shop/docs/a.md", True),
        ("docs/a.md", False),
        ("apps/shop/README.md", True),
        ("README.md", False),
        ("apps/shop/features/pay.feature", True),
        ("apps/other/features/pay.feature", False),
        ("apps/shop/build/a.js", True),
        ("build/a.js", False),
        ("apps/shop/src/a.py", False),
        ("libs/__pycache__/a.py", True),
    ],
)
def test_lists_are_anchored_at_the_project_within_a_larger_tree(path: str, expected: bool) -> None:  # noqa: FBT001 - table
    assert LeftOut(TOP, TOP / "apps/shop", OPTIONS).covers(path) is expected


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(ScopeOptions(reports="."), id="reports into the project"),
        pytest.param(ScopeOptions(output_paths=(".",)), id="an output path of the project"),
        pytest.param(ScopeOptions(output_paths=("..",)), id="an output path above"),
        pytest.param(ScopeOptions(output_paths=("/nowhere/tree/apps",)), id="an absolute path above"),
        pytest.param(ScopeOptions(features=(".",)), id="features everywhere"),
    ],
)
def test_no_output_path_can_hide_the_whole_project(options: ScopeOptions) -> None:
    left_out = LeftOut(TOP, TOP / "apps/shop", options)

    assert not left_out.covers("apps/shop/src/a.py")
    assert not left_out.covers("libs/a.py")


def test_the_tool_s_own_files_are_left_out_where_reports_is_the_project() -> None:
    left_out = LeftOut(TOP, TOP, ScopeOptions(reports="."))

    assert left_out.covers("evidence/a.jsonl")
    assert left_out.covers("stories.json")


def test_a_project_below_a_folder_of_outputs_still_counts() -> None:
    left_out = LeftOut(TOP, TOP / "node_modules/shop", ScopeOptions())

    assert not left_out.covers("node_modules/shop/src/a.py")


def test_a_scope_narrows_to_what_it_names() -> None:
    left_out = LeftOut(TOP, TOP / "apps/shop", ScopeOptions(scope=("src/", "../../libs/**", "!src/gen/")))

    counted = ["apps/shop/src/a.py", "libs/b.py"]
    others = ["apps/shop/c.py", "apps/src/a.py", "apps/shop/src/gen/a.py"]

    assert [path for path in counted + others if not left_out.covers(path)] == counted


def test_globs_are_taken_literally_where_the_folder_of_the_project_looks_like_one() -> None:
    left_out = LeftOut(TOP, TOP / "[a]*", ScopeOptions(outputs=("build",)))

    assert left_out.covers("[a]*/build/x")
    assert not left_out.covers("a/build/x")
