"""An existing suite is taken as it is, and only what is new is shown."""

import json
from pathlib import Path

import pytest

from storycontract.cli.main import run

PAY = """\
@story:SHOP-1
Feature: Pay
  Scenario: By card
    When Ann pays 20 EUR by card
    Then it works
"""
FILE = Path(".storycontract/lint-baseline.json")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = "[tool.storycontract]\nlint.select = ['empty-outcome', 'scenario-missing-then']\n"
    Path("pyproject.toml").write_text(settings, encoding="utf-8")
    Path("features").mkdir()
    write(PAY)


def write(text: str, path: str = "features/pay.feature") -> None:
    Path(path).write_text(text, encoding="utf-8")


def test_after_writing_a_baseline_nothing_is_left_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint"]) == 1
    assert run(["lint", "--write-baseline"]) == 0
    capsys.readouterr()

    assert run(["lint"]) == 0
    assert capsys.readouterr().out == "1 file linted, no findings\nnot shown: 1 finding in the baseline\n"
    assert run(["lint", "--no-baseline"]) == 1


def test_what_is_new_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    run(["lint", "--write-baseline"])
    write(PAY + "  Scenario: By voucher\n    When Ann pays by voucher\n    Then everything is fine\n")
    capsys.readouterr()

    assert run(["lint", "--output-format", "json"]) == 1
    assert [each["line"] for each in json.loads(capsys.readouterr().out)["findings"]] == [8]


def test_the_file_is_made_for_review() -> None:
    run(["lint", "--write-baseline"])

    assert json.loads(FILE.read_text(encoding="utf-8")) == {
        "version": 1,
        "findings": [
            {
                "path": "features/pay.feature",
                "rule": "empty-outcome",
                "story": "SHOP-1",
                "text": "Then it works",
                "count": 1,
            }
        ],
    }


def test_an_entry_that_is_no_more_is_told_and_fails_where_that_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["lint", "--write-baseline"])
    write(PAY.replace("it works", "Ann is thanked"))
    capsys.readouterr()

    assert run(["lint"]) == 0
    assert "[stale-baseline]" in capsys.readouterr().out
    assert run(["lint", "--strict-baseline"]) == 1


def test_an_entry_of_a_file_that_is_gone_is_stale() -> None:
    write(PAY.replace("SHOP-1", "SHOP-2"), "features/gone.feature")
    run(["lint", "--write-baseline"])
    Path("features/gone.feature").unlink()

    assert run(["lint", "--strict-baseline"]) == 1


def test_an_entry_of_a_file_that_was_not_looked_at_is_kept() -> None:
    write(PAY.replace("SHOP-1", "SHOP-2"), "features/other.feature")
    run(["lint", "--write-baseline"])

    assert run(["lint", "features/pay.feature", "--strict-baseline"]) == 0
    run(["lint", "features/pay.feature", "--write-baseline"])
    assert run(["lint", "--strict-baseline"]) == 0


def test_what_nothing_silences_stays_out_of_the_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    write(PAY.replace("    Then it works\n", ""))

    assert run(["lint", "--write-baseline"]) == 0
    assert "not among them: 1 finding of rules that nothing silences" in capsys.readouterr().out
    assert run(["lint"]) == 1


def test_a_baseline_of_other_rules_than_the_settings_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "--write-baseline", "--profile", "strict"]) == 2
    assert "a baseline holds what the rules of the settings find" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 2}', '{"version": 1, "findings": [{"rule": "x"}]}']
)
def test_a_file_that_is_no_baseline_is_named(content: str, capsys: pytest.CaptureFixture[str]) -> None:
    FILE.parent.mkdir()
    FILE.write_text(content, encoding="utf-8")

    assert run(["lint"]) == 2
    assert "lint-baseline.json" in capsys.readouterr().err


def test_a_file_that_is_no_baseline_is_written_anew() -> None:
    FILE.parent.mkdir()
    FILE.write_text("{", encoding="utf-8")

    assert run(["lint", "--write-baseline"]) == 0
    assert run(["lint"]) == 0


def test_writing_for_some_files_keeps_what_is_known_of_others() -> None:
    write(PAY.replace("SHOP-1", "SHOP-2"), "features/other.feature")
    run(["lint", "--write-baseline"])

    assert run(["lint", "features/pay.feature", "--write-baseline", "--no-baseline"]) == 0
    assert run(["lint"]) == 0
