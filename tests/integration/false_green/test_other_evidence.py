"""Evidence of something else: another text, code, environment, project or run; or altered since."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.integration.conftest import SmallProject

STEPS = """\
from pytest_bdd import given, then, when

@given("a basket with a book", target_fixture="basket")
def basket():
    return ["book"]

@when("Ann pays")
def pay(basket):
    basket.append("paid")

@then("the order is shown as paid")
def is_paid(basket):
    assert basket[-1] == "paid"
"""


@pytest.fixture(scope="module")
def run_once(make_project: "Callable[[str], SmallProject]") -> "SmallProject":
    project = make_project("run-once")
    project.write_story("A")
    project.pytest("features")
    return project


@pytest.fixture
def project(run_once: "SmallProject", small_project: "SmallProject") -> "SmallProject":
    """A project with one story and one run that passed."""
    shutil.copytree(run_once.root, small_project.root, dirs_exist_ok=True)
    return small_project


def test_evidence_as_it_was_written_is_enough(project: "SmallProject") -> None:
    assert project.status()["A"].verdict == "done"


def test_evidence_for_another_text_is_none(project: "SmallProject") -> None:
    project.write_story("A", steps=["And Ann pays"])

    assert project.status()["A"].cases == ("not-run",)


def test_evidence_for_another_tag_is_none(project: "SmallProject") -> None:
    feature = project.root / "features" / "a.feature"
    feature.write_text(feature.read_text().replace("  Scenario", "  @ui\n  Scenario"))

    assert project.status()["A"].cases == ("not-run",)


def test_evidence_for_another_story_is_none(project: "SmallProject") -> None:
    project.write_story("B")

    assert project.status()["B"].cases == ("not-run",)
    assert project.status()["A"].verdict == "done"


@pytest.mark.parametrize("path", ["steps/shop_steps.py", "shop.py", "pyproject.toml", "features/data.csv"])
def test_evidence_on_other_code_is_stale(project: "SmallProject", path: str) -> None:
    file = project.root / path
    project.write(path, (file.read_text() if file.exists() else "") + "\n")

    story = project.status()["A"]

    assert story.verdict == "unproven"
    assert story.reasons["stale"].startswith("1 scenario was last shown to work on older code")
    assert path in story.reasons["stale"]


@pytest.mark.parametrize(
    ("folder", "ignored"),
    [("docs", ""), ("own", "own/\nreports/\n"), ("reports/steps", "reports/\n")],
    ids=["in docs", "ignored by git", "in reports"],
)
def test_step_modules_are_code_wherever_they_lie(
    small_project: "SmallProject", folder: str, ignored: str
) -> None:
    settings = f'[project]\nname = "shop"\n[tool.storycontract]\nsteps = ["{folder}"]\n'
    small_project.write("pyproject.toml", settings)
    steps = small_project.write(f"{folder}/pay_steps.py", STEPS)
    small_project.write_story("A")
    (small_project.root / "steps" / "shop_steps.py").unlink()
    if ignored:
        small_project.write(".gitignore", ignored)
        subprocess.run(["git", "init", "--quiet"], cwd=small_project.root, check=True)

    small_project.pytest("features")
    before = small_project.stories["A"].verdict
    steps.write_text(STEPS.replace('== "paid"', '== "sent"'))

    assert before == "done"
    assert small_project.status()["A"].cases == ("stale",)


def test_evidence_of_another_environment_counts_for_nothing(project: "SmallProject") -> None:
    _rewrite(project, environment="staging", product_version="1.4")

    assert project.status()["A"].cases == ("not-run",)


def test_an_environment_without_a_run_of_its_own_keeps_a_story_from_being_done(
    small_project: "SmallProject",
) -> None:
    small_project.write(
        "pyproject.toml",
        '[project]\nname = "shop"\n[tool.storycontract]\nenvironments = ["default", "staging"]\n',
    )
    small_project.write_story("A")

    small_project.pytest("features")

    story = small_project.stories["A"]
    assert story.verdict == "unproven"
    assert story.reasons == {"not-run": "1 scenario has not been run in staging"}


def test_evidence_of_another_project_counts_for_nothing(project: "SmallProject") -> None:
    _rewrite(project, project="bakery")

    assert project.status()["A"].cases == ("not-run",)


def test_evidence_copied_over_from_another_project_counts_for_nothing(
    project: "SmallProject", make_project: "Callable[[str], SmallProject]"
) -> None:
    other = make_project("other")
    other.write("pyproject.toml", '[project]\nname = "bakery"\n[tool.storycontract]\n')
    other.write_story("A")
    shutil.copytree(project.root / "reports", other.root / "reports")

    assert other.status()["A"].verdict in {"unstarted", "unproven"}
    assert other.status()["A"].cases == ("not-run",)


def test_evidence_of_another_run_laid_over_a_failure_does_not_hide_it(project: "SmallProject") -> None:
    (passed,) = project.list_evidence()
    content = passed.read_text().replace('"outcome":"passed"', '"outcome":"failed"')
    _write_closed(project, content)

    assert project.status()["A"].verdict != "done"
    assert project.status()["A"].cases == ("unreadable",)


def test_a_failure_of_another_run_on_the_same_code_is_flaky(project: "SmallProject") -> None:
    (passed,) = project.list_evidence()
    run_id = json.loads(passed.read_text().splitlines()[0])["run_id"]
    other_id = run_id[:-4] + ("0000" if run_id[-4:] != "0000" else "1111")
    content = passed.read_text().replace('"outcome":"passed"', '"outcome":"failed"')
    _write_closed(project, content.replace(run_id, other_id))

    assert project.status()["A"].cases == ("flaky",)


def test_evidence_edited_by_hand_cannot_be_read(project: "SmallProject") -> None:
    (file,) = project.list_evidence()
    file.write_text(file.read_text().replace("Ann pays", "Ann paid"))

    story = project.status()["A"]

    assert story.cases == ("unreadable",)
    assert "has evidence that cannot be read" in story.reasons["unreadable"]


def test_evidence_cut_short_cannot_be_read(project: "SmallProject") -> None:
    (file,) = project.list_evidence()
    file.write_text("".join(line + "\n" for line in file.read_text().splitlines()[:-1]))

    assert project.status()["A"].cases == ("unreadable",)


def test_evidence_that_was_withdrawn_counts_no_more(project: "SmallProject") -> None:
    run_id = project.document["runs"][0]["id"]

    withdrawn = project.storycontract("withdraw", run_id, "--reason", "the till was off")

    assert withdrawn.exit_code == 0, withdrawn.output
    assert project.status()["A"].cases == ("not-run",)


def test_copies_of_one_run_are_one_run(project: "SmallProject") -> None:
    (file,) = project.list_evidence()
    (file.parent / "elsewhere").mkdir()
    shutil.copy(file, file.parent / "elsewhere" / file.name)

    assert project.status()["A"].verdict == "done"


def _rewrite(small: "SmallProject", **fields: Any) -> None:
    """Alter the header of the one run, as a tool would that closes it anew; no ledger holds it as it was."""
    for ledger in (small.root / "reports").glob("ledger.sqlite*"):
        ledger.unlink()
    (file,) = small.list_evidence()
    header, *others = file.read_text().splitlines()
    content = "\n".join([json.dumps(json.loads(header) | fields), *others]) + "\n"
    file.unlink()
    _write_closed(small, content)


def _write_closed(project: "SmallProject", content: str) -> Path:
    name = hashlib.sha256(content.encode()).hexdigest()
    return project.write(f"reports/evidence/{name}.jsonl", content)
