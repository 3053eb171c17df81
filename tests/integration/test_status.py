"""`storycontract status`: the answer for every story, without running anything."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from storycontract.cli.main import run

PAY = """\
@story:SHOP-1 @epic:checkout
Feature: Pay
  As a shopper
  I want to pay
  So that I get my book

  @ac:SHOP-1.1
  Scenario: By card
    Given a basket with 2 books
    Then the order total is 20 EUR

  @ac:SHOP-1.2
  Scenario Outline: In parts
    Given a basket with <n> books
    Then the order total is <total> EUR
    Examples:
      | n | total |
      | 1 | 10    |
      | 3 | 31    |
"""

FILL = """\
@story:SHOP-2
Feature: Fill
  Scenario: Fill it
    Given a basket with 2 books
    Then the order total is 20 EUR
"""

STEPS = """\
from pytest_bdd import given, parsers, then

@given(parsers.parse("a basket with {n:d} books"), target_fixture="basket")
def basket(n):
    return n

@then(parsers.parse("the order total is {total:d} EUR"))
def total(basket, total):
    assert basket * 10 == total, "wrong total"
"""


def write_project(folder: Path) -> None:
    for name, text in {
        "pyproject.toml": '[project]\nname = "shop"\n[tool.storycontract]\n',
        "features/pay.feature": PAY,
        "features/fill.feature": FILL,
        "steps/shop_steps.py": STEPS,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ran")
    write_project(folder)
    command = [sys.executable, "-m", "pytest", "features"]
    subprocess.run(command, cwd=folder, check=False, capture_output=True)
    return folder


@pytest.fixture
def tried_project(run_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(run_once, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_stories_there_is_nothing_to_decide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.storycontract]\n")
    (tmp_path / "features").mkdir()

    assert run(["status"]) == 3
    assert capsys.readouterr().out == "no story found\n"


@pytest.mark.usefixtures("project")
def test_stories_that_nobody_ran_are_not_started(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status"]) == 1
    assert capsys.readouterr().out.startswith("0 of 2 stories done\n2 not started\n")


@pytest.mark.usefixtures("tried_project")
def test_the_status_after_a_run_is_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["status"])

    assert code == 1
    assert capsys.readouterr().out == (
        "1 of 2 stories done\n"
        "1 not working\n"
        "\n"
        "✗ Not working    SHOP-1  Pay\n"
        "                 1 of 3 scenarios fails\n"
        "                 Then the order total is 31 EUR\n"
        "                 features/pay.feature:15\n"
    )


@pytest.mark.usefixtures("tried_project")
def test_one_story_is_shown_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["status", "shop-1"])

    shown = capsys.readouterr().out
    assert code == 1
    assert "  ✓ SHOP-1.1  By card\n" in shown
    assert "    ✗ n 3, total 31\n      fails\n      Then the order total is 31 EUR\n" in shown
    assert "wrong total" in shown


@pytest.mark.usefixtures("tried_project")
def test_only_the_selected_stories_decide() -> None:
    assert run(["status", "SHOP-2"]) == 0


@pytest.mark.usefixtures("project")
def test_an_unknown_story_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "SHOP-11"]) == 2
    assert "no story has the id `SHOP-11`" in (shown := capsys.readouterr().err)
    assert "did you mean `SHOP-1`" in shown


def test_json_is_the_document_of_the_run(tried_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["status", "--output-format", "json"])

    shown = json.loads(capsys.readouterr().out)
    written = json.loads((tried_project / "reports" / "stories.json").read_text())
    assert {**shown, "generated_utc": ""} == {**written, "generated_utc": ""}
    assert shown["stories"][1]["criteria"][1]["cases"][1]["failing_step"]["line"] == 15


def test_code_that_changed_since_is_named(tried_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = tried_project / "steps" / "shop_steps.py"
    steps.write_text(steps.read_text() + "\n")

    assert run(["status", "SHOP-2"]) == 1
    assert "changed since: steps/shop_steps.py" in " ".join(capsys.readouterr().out.split())


def test_nothing_is_written(project: Path) -> None:
    before = sorted(project.rglob("*"))

    run(["status"])

    assert sorted(project.rglob("*")) == before
