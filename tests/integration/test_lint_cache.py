"""What is known from the last run is used, and never in place of what has changed."""

import marshal
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from storycontract.assessment import lint_work
from storycontract.assessment.lint_cache import FOLDER
from storycontract.cli.main import run
from storycontract.contract.feature import FeatureFile
from storycontract.gherkin_reader.parsing import parse_feature

STORY = """\
@story:SHOP-{number}
Feature: Pay {number}
  Scenario: Pay by card
    When Ann pays {number} EUR
    Then {outcome}
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("features").mkdir()
    for number in range(3):
        write(number, "it works")
    return tmp_path


def write(number: int, outcome: str) -> None:
    text = STORY.format(number=number, outcome=outcome)
    Path(f"features/{number}.feature").write_text(text, encoding="utf-8")


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    run(["lint", "--select", "empty-outcome,story-id-duplicate,stale-suppression", *arguments])
    return capsys.readouterr().out


class ReadCounter:
    def __init__(self) -> None:
        self.paths: list[str] = []

    def __call__(self, source: bytes, path: str, story_tag: re.Pattern[str] | None) -> FeatureFile:
        self.paths.append(path)
        return parse_feature(source, path, story_tag)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    counter = ReadCounter()
    monkeypatch.setattr(lint_work, "parse_feature", counter)
    return counter.paths


def test_a_second_run_says_the_same_and_reads_nothing(
    capsys: pytest.CaptureFixture[str], reads: list[str]
) -> None:
    first = lint(capsys)
    reads.clear()

    assert lint(capsys) == first
    assert reads == []


def test_of_three_files_the_one_that_changed_is_read(
    capsys: pytest.CaptureFixture[str], reads: list[str]
) -> None:
    lint(capsys)
    reads.clear()
    write(1, "Ann is thanked")

    assert lint(capsys).count("[empty-outcome]") == 2
    assert reads == ["features/1.feature"]


def test_what_holds_over_several_files_is_found_anew(capsys: pytest.CaptureFixture[str]) -> None:
    assert "story-id-duplicate" not in lint(capsys)
    text = STORY.format(number=0, outcome="it works").replace("Pay 0", "Pay again")
    Path("features/1.feature").write_text(text, encoding="utf-8")

    assert lint(capsys).count("[story-id-duplicate]") == 2

    Path("features/1.feature").unlink()
    assert "story-id-duplicate" not in lint(capsys)


def test_with_and_without_a_cache_the_answer_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    comment = "    # storycontract: ignore[empty-outcome] -- shown to a panel\n    Then"
    text = STORY.format(number=2, outcome="it works").replace("    Then", comment)
    Path("features/2.feature").write_text(text, encoding="utf-8")
    lint(capsys)
    write(0, "everything is fine")

    assert lint(capsys) == lint(capsys, "--no-cache")


def test_other_rules_are_another_question(capsys: pytest.CaptureFixture[str]) -> None:
    lint(capsys)

    run(["lint", "--select", "scenario-missing-then"])

    assert capsys.readouterr().out == "3 files linted, no findings\n"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00garbage", id="garbage"),
        pytest.param(b"\xff" * 99, id="bits"),
        pytest.param(marshal.dumps(()), id="no digest"),
        pytest.param(marshal.dumps(("", [(1, 2)])), id="no findings"),
        pytest.param(marshal.dumps({"features/0.feature": ()}), id="a row of nothing"),
        pytest.param(marshal.dumps({"features": 1}), id="no row"),
        pytest.param(marshal.dumps(7), id="a number"),
    ],
)
def test_a_damaged_cache_is_no_cache(capsys: pytest.CaptureFixture[str], damage: bytes) -> None:
    Path("pyproject.toml").write_text("[tool.storycontract]\n", encoding="utf-8")
    first = lint(capsys)
    for file in Path(FOLDER).glob("*.*"):
        file.write_bytes(damage)

    assert lint(capsys) == first


def test_a_flipped_bit_is_no_other_message(capsys: pytest.CaptureFixture[str]) -> None:
    first = lint(capsys)
    for file in Path(FOLDER).glob("*.run"):
        kept = file.read_bytes()
        assert b"outcome asserts nothing" in kept
        file.write_bytes(kept.replace(b"outcome asserts nothing", b"outcome asserts notxing"))

    assert lint(capsys) == first


def test_what_is_kept_for_another_question_is_no_answer_under_its_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = lint(capsys)
    run(["lint", "--select", "scenario-missing-then"])
    assert capsys.readouterr().out == "3 files linted, no findings\n"
    known, other = sorted(Path(FOLDER).glob("*.run"), key=lambda file: file.stat().st_mtime_ns)
    known.write_bytes(other.read_bytes())

    assert lint(capsys) == first


def test_the_cache_is_nothing_for_git_or_backups(capsys: pytest.CaptureFixture[str]) -> None:
    lint(capsys)

    assert Path(FOLDER, ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert Path(FOLDER, "CACHEDIR.TAG").exists()


def test_no_cache_leaves_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    lint(capsys, "--no-cache")

    assert not Path(FOLDER).exists()


def test_a_folder_that_cannot_be_written_hinders_nobody(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    (project / FOLDER).write_text("in the way", encoding="utf-8")

    assert lint(capsys).count("[empty-outcome]") == 3


def test_a_run_that_reads_nothing_loads_no_rules() -> None:
    command = "import sys; from storycontract.cli.main import run; run(['lint']); print(*sys.modules)"
    process = [sys.executable, "-c", command]
    subprocess.run(process, check=True, capture_output=True, env=os.environ)

    loaded = subprocess.run(process, check=True, capture_output=True, text=True).stdout.split()

    assert "storycontract.lint.catalogue" not in loaded
    assert "gherkin.parser" not in loaded
