"""`storycontract accept`: what only people can check, with who said it, until when, and what they saw."""

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storycontract.cli.main import run

LOOKS = """\
@story:SHOP-1
Feature: Looks
  @ac:SHOP-1.1 @manual
  Scenario Outline: The <page> is pretty
    When Ann looks at the <page>
    Then it is pretty
    Examples:
      | page   |
      | basket |
      | order  |

  @ac:SHOP-1.2 @manual @env:staging @env:live
  Scenario: The order can be heard
    When Ann listens to the order
    Then she hears its total
"""

PAY = """\
@story:SHOP-2
Feature: Pay
  @ac:SHOP-2.1
  Scenario: By card
    When Ann pays
    Then it is paid
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\n[tool.storycontract]\n')
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "looks.feature").write_text(LOOKS.partition("\n  @ac:SHOP-1.2")[0])
    (tmp_path / "features" / "pay.feature").write_text(PAY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STORYCONTRACT_PRODUCT_VERSIONS", raising=False)
    return tmp_path


@pytest.fixture
def look(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    def look_at(*arguments: str) -> dict[str, Any]:
        """Give the story of the looks."""
        capsys.readouterr()
        run(["status", "--output-format", "json", *arguments])
        document = json.loads(capsys.readouterr().out)
        found: dict[str, Any] = next(entry for entry in document["stories"] if entry["id"] == "SHOP-1")
        return found

    return look_at


Look = Callable[..., dict[str, Any]]


def day(offset: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=offset)).isoformat()


def counts(entry: dict[str, Any]) -> list[tuple[bool, str | None]]:
    return [
        (word["counts"], word["why_not"])
        for criterion in entry["criteria"]
        for case in criterion["cases"][:1]
        for word in case["acceptances"]
    ]


def test_what_a_person_accepted_is_done_and_said_to_be_a_persons_word(
    project: Path, look: Look, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "seen.png").write_bytes(b"a picture")
    assert look()["verdict"] == "unstarted"

    assert (
        run(["accept", "shop-1.1", "--by", "Ann", "--attach", "seen.png", "--note", "token=abc123xyz"]) == 0
    )

    assert capsys.readouterr().out == (
        f"SHOP-1.1 is accepted in default by Ann; this counts until {day(30)}\n"
        "written to .storycontract/accepted.yaml: commit it, so that it counts for everyone\n"
    )
    entry = look()
    assert entry["verdict"] == "done"
    (word,) = entry["criteria"][0]["cases"][1]["acceptances"]
    assert (word["by"], word["result"], word["environment"], word["expires"]) == (
        "Ann",
        "passed",
        "default",
        day(30),
    )
    assert word["note"] == "token=***"
    assert word["at_utc"].startswith(day(0))
    (kept,) = word["attachments"]
    assert (kept["name"], (project / kept["path"]).read_bytes()) == ("seen.png", b"a picture")
    run(["status"])
    assert (
        "Accepted by a person, not shown by a run: 2 scenarios of SHOP-1, by Ann." in capsys.readouterr().out
    )
    run(["status", "SHOP-1"])
    assert f"accepted by Ann on {day(0)}, in default, until {day(30)}" in " ".join(
        capsys.readouterr().out.split()
    )


@pytest.mark.usefixtures("project")
def test_what_a_person_found_broken_is_not_working(look: Look) -> None:
    run(["accept", "SHOP-1.1", "--by", "Ann"])
    run(["accept", "SHOP-1.1", "--by", "Bob", "--failed"])

    entry = look()

    assert entry["verdict"] == "failing"
    assert [reason["sentence"] for reason in entry["reasons"]] == ["2 scenarios were found broken by Bob"]
    assert counts(entry) == [(False, f"Bob found it broken on {day(0)}"), (True, None)]


def test_code_that_changes_leaves_a_persons_word_alone(project: Path, look: Look) -> None:
    run(["accept", "SHOP-1.1", "--by", "Ann"])
    (project / "shop.py").write_text("PRICE = 2\n")

    assert look()["verdict"] == "done"


def test_a_text_that_changes_needs_another_word(project: Path, look: Look) -> None:
    run(["accept", "SHOP-1.1", "--by", "Ann"])
    file = project / "features" / "looks.feature"
    file.write_text(file.read_text().replace("| order  |", "| orders |"))

    entry = look()

    assert entry["verdict"] == "unproven"
    assert [case["verdict"] for case in entry["criteria"][0]["cases"]] == ["passed", "not-run"]


def test_a_word_ends(project: Path, look: Look) -> None:
    run(["accept", "SHOP-1.1", "--by", "Ann", "--expires", day(1)])
    file = project / ".storycontract" / "accepted.yaml"
    file.write_text(file.read_text().replace(day(1), day(-1)).replace(f"at: '{day(0)}", f"at: '{day(-2)}"))

    entry = look()

    assert entry["verdict"] == "unproven"
    assert counts(entry) == [(False, f"it ran out on {day(-1)}")]


def test_an_attachment_that_changed_counts_for_nothing(project: Path, look: Look) -> None:
    (project / "seen.png").write_bytes(b"a picture")
    run(["accept", "SHOP-1.1", "--by", "Ann", "--attach", "seen.png"])
    (kept,) = (project / ".storycontract" / "attachments").iterdir()

    kept.write_bytes(b"another")

    assert counts(look()) == [(False, "its attachment `seen.png` is not the file that was attached")]


def test_every_environment_needs_a_word_of_its_own_on_the_version_deployed(
    project: Path, look: Look, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "features" / "looks.feature").write_text(LOOKS)
    run(["accept", "SHOP-1.1", "--by", "Ann"])

    assert run(["accept", "SHOP-1.2", "--by", "Ann"]) == 2
    assert "`SHOP-1.2` has to be checked in `staging`, `live`" in capsys.readouterr().err
    assert run(["accept", "SHOP-1.2", "--by", "Ann", "--environment", "default"]) == 2
    assert "`SHOP-1.2` need not be checked in `default`" in capsys.readouterr().err
    assert run(["accept", "SHOP-1.2", "--by", "Ann", "--environment", "live"]) == 2
    assert "say which one was checked with `--product-version`" in capsys.readouterr().err
    for environment in ("staging", "live"):
        given = ["--environment", environment, "--product-version", "1.4"]
        assert run(["accept", "SHOP-1.2", "--by", "Ann", *given]) == 0

    today = ["--product-version", "staging=1.4", "--product-version", "live=1.4"]
    assert look(*today)["verdict"] == "done"
    assert look(*today[:2])["verdict"] == "unproven"
    assert look(*today[:3], "live=1.5")["verdict"] == "unproven"


def test_the_version_of_today_may_be_said_once_for_all(
    project: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "features" / "looks.feature").write_text(LOOKS)
    monkeypatch.setenv("STORYCONTRACT_PRODUCT_VERSIONS", "staging=1.4,live=1.3")

    run(["accept", "SHOP-1.1", "--by", "Ann"])
    run(["accept", "SHOP-1.2", "--by", "Ann", "--environment", "staging"])
    run(["accept", "SHOP-1.2", "--by", "Ann", "--environment", "live"])

    assert look()["verdict"] == "done"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["SHOP-2.1"],
            "features/pay.feature:4: `SHOP-2.1` is checked by running it, so nobody can accept it by hand",
        ),
        (["SHOP-1"], "`SHOP-1` is a story, and people check criteria [usage]\n  fix: name SHOP-1.1\n"),
        (["SHOP-2"], "`SHOP-2` is a story, and people check criteria [usage]\n  fix: run pytest"),
        (["SHOP-1.7"], "no criterion has the id `SHOP-1.7` [usage]\n  fix: did you mean `SHOP-1.1`?\n"),
        (["SHOP-1.1", "--days", "91"], "--days: at most 90 days are allowed"),
        (["SHOP-1.1", "--attach", "nowhere.png"], "nowhere.png: cannot be attached: no such file"),
        (["SHOP-1.1", "--product-version", "live=1"], "--product-version: `live=1` is no version"),
    ],
    ids=["runs", "a story", "a story that runs", "unknown", "too long", "no file", "no version"],
)
def test_what_nobody_can_accept_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(["accept", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (project / ".storycontract" / "accepted.yaml").exists()


@pytest.mark.parametrize(
    ("config", "by"),
    [
        ({"user.name": "Änne", "user.email": "anne@example.org"}, "Änne <anne@example.org>"),
        ({"user.name": "Änne", "user.email": ""}, "Änne"),
        ({"user.name": "", "user.email": ""}, "somebody"),
    ],
    ids=["name and address", "name", "neither"],
)
def test_who_accepts_is_who_git_says(
    project: Path, look: Look, monkeypatch: pytest.MonkeyPatch, config: dict[str, str], by: str
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody")
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    for key, value in config.items():
        subprocess.run(["git", "config", key, value], cwd=project, check=True)

    run(["accept", "SHOP-1.1"])

    assert look()["criteria"][0]["cases"][0]["acceptances"][0]["by"] == by
