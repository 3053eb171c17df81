"""`storycontract waive`: the gate lets pass what somebody answers for, and every verdict stays what it is."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storycontract.cli.main import run

REQUIRED = ["--reason", "the sandbox is down: password=hunter2", "--owner", "payments", "--ticket", "SHOP-99"]
DRAFT = """\
@story:SHOP-3 @draft
Feature: Later
  @ac:SHOP-3.1
  Scenario: Pay
    Given a basket with a book
    When Ann pays
    Then the order is shown as paid
"""


@pytest.fixture(scope="module")
def tried(make_project: Callable[[str], Any]) -> Path:
    """A project that was run: SHOP-1 works, SHOP-2 fails, SHOP-3 is a draft."""
    project = make_project("tried")
    project.write_story("SHOP-1")
    file = project.write_story("SHOP-2", "the order is shown as sent")
    file.write_text(file.read_text().replace("  Scenario", "  @ac:SHOP-2.1\n  Scenario"))
    project.write("features/later.feature", DRAFT)
    project.pytest()
    return Path(project.root)


@pytest.fixture
def project(tried: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(tried, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def day(offset: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=offset)).isoformat()


def story(capsys: pytest.CaptureFixture[str], story_id: str) -> dict[str, Any]:
    capsys.readouterr()
    run(["status", "--output-format", "json"])
    document = json.loads(capsys.readouterr().out)
    found: dict[str, Any] = next(entry for entry in document["stories"] if entry["id"] == story_id)
    return {**found, "remarks": [remark["code"] for remark in document["remarks"]]}


GATE = ["gate", "--require", "@story:SHOP-2"]


def test_a_waived_story_passes_the_gate_and_is_not_done(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(GATE) == 1
    before = story(capsys, "SHOP-2")

    assert run(["waive", "SHOP-2.1", *REQUIRED, "--days", "3"]) == 0
    assert capsys.readouterr().out == (
        f"waived until {day(3)}: SHOP-2.1 (failed)\n"
        "written to .storycontract/waivers.yaml; the verdict stays what it is, only the gate lets it pass\n"
    )

    assert run(GATE) == 0
    after = story(capsys, "SHOP-2")
    assert (before["verdict"], after["verdict"]) == ("failing", "failing")
    assert after["reasons"] == before["reasons"]
    assert after["flags"] == [*before["flags"], "waived"]
    assert after["waivers"] == [
        {
            "criterion": "SHOP-2.1",
            "verdicts": ["failed"],
            "reason": "the sandbox is down: password=***",
            "owner": "payments",
            "ticket": "SHOP-99",
            "expires": day(3),
        }
    ]
    assert "hunter2" not in (project / ".storycontract" / "waivers.yaml").read_text()


@pytest.mark.usefixtures("project")
def test_a_waiver_is_always_shown(capsys: pytest.CaptureFixture[str]) -> None:
    run(["waive", "shop-2", *REQUIRED, "--expires", day(30)])
    capsys.readouterr()

    assert run(["status"]) == 1
    assert f"waived 1: for the gate alone, until {day(30)}" in capsys.readouterr().out
    run(["status", "SHOP-2"])
    assert f"waived for the gate until {day(30)}: failed (payments, SHOP-99)" in _joined(capsys)


def _joined(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_a_waiver_dies_when_its_criterion_is_edited(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["waive", "SHOP-2.1", *REQUIRED, "--days", "3"])
    file = project / "features" / "shop-2.feature"
    file.write_text(file.read_text().replace("When Ann pays", "When Ann pays\n    And Ann pays"))

    assert run(GATE) == 1
    edited = story(capsys, "SHOP-2")
    assert (edited["waivers"], edited["remarks"]) == ([], ["waiver-outdated"])


def test_a_waiver_that_ran_out_is_told_with_its_place(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["waive", "SHOP-2.1", *REQUIRED, "--days", "3"])
    file = project / ".storycontract" / "waivers.yaml"
    file.write_text(file.read_text().replace(day(3), day(-1)).replace(day(0), day(-5)))

    assert run(GATE) == 1
    assert run(["status"]) == 1
    assert (
        f"The waiver for `SHOP-2.1` ran out on {day(-1)}: mend the criterion, then take the waiver out "
        "(.storycontract/waivers.yaml:4)."
    ) in _joined(capsys)


def test_a_broken_file_stops_every_verb_and_loses_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / ".storycontract" / "waivers.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("waivers:\n- story: SHOP-2\n  onwer: me\n")

    for arguments in (["status"], ["gate"], ["waive", "SHOP-2", *REQUIRED, "--days", "3"]):
        assert run(arguments) == 2
        assert capsys.readouterr().err == (
            ".storycontract/waivers.yaml:3: unknown key `onwer` [usage]\n  fix: did you mean `owner`?\n"
        )
    assert file.read_text() == "waivers:\n- story: SHOP-2\n  onwer: me\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SHOP-1", *REQUIRED, "--days", "3"], "SHOP-1: there is nothing to waive: all of it works"),
        (
            ["SHOP-2.2", *REQUIRED, "--days", "3"],
            "no story or criterion has the id `SHOP-2.2` [usage]\n  fix: did",
        ),
        (
            ["SHOP-3", *REQUIRED, "--days", "3"],
            "story `SHOP-3` cannot be waived: it is not specified: its author",
        ),
        (["SHOP-3.1", *REQUIRED, "--days", "3"], "story `SHOP-3` cannot be waived: it is not specified"),
        (["SHOP-2", *REQUIRED], "--days: it has to end some day"),
        (["SHOP-2", *REQUIRED, "--days", "31"], "--days: at most 30 days are allowed"),
        (["SHOP-2", *REQUIRED, "--days", "99999999999"], "--days: at most 30 days are allowed"),
        (["SHOP-2", *REQUIRED, "--days", "-1"], "--days: that is over already"),
        (["SHOP-2", *REQUIRED, "--expires", "soon"], "--expires: `soon` is no day"),
        (["SHOP-2", *REQUIRED, "--expires", "2026-01-01"], "--expires: that is over already"),
        (
            ["SHOP-2", *REQUIRED, "--days", "1", "--expires", "2026-01-01"],
            "`--days` and `--expires` say the same",
        ),
        (["SHOP-2", *REQUIRED, "--days", "3", "--verdict", "passed"], "--verdict: `passed` cannot be waived"),
        (["SHOP-2", *REQUIRED[:-1], " ", "--days", "3"], "--ticket: `--ticket` says nothing"),
    ],
    ids=lambda value: " ".join(value[:1] + value[7:]) if isinstance(value, list) else "",
)
def test_what_cannot_be_waived_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(["waive", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (project / ".storycontract" / "waivers.yaml").exists()


def test_evidence_that_cannot_be_read_is_not_waived(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = (project / "reports" / "evidence").glob("*.jsonl")
    content = file.read_bytes()
    file.write_bytes(content[:-20])

    assert run(["waive", "SHOP-1", *REQUIRED, "--days", "3"]) == 2
    assert "its evidence cannot be read, so who knows what would pass" in capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_a_named_verdict_alone_is_waived(capsys: pytest.CaptureFixture[str]) -> None:
    run(["waive", "SHOP-2.1", *REQUIRED, "--days", "3", "--verdict", "flaky"])

    assert run(GATE) == 1
    assert story(capsys, "SHOP-2")["remarks"] == ["waiver-unused"]
