"""Runs taken back: on show, counted no more, and never counted again by accident."""

import subprocess
import sys
from pathlib import Path

import pytest

from storycontract.errors import EvidenceError, UsageError
from storycontract.evidence.closing import close_run
from storycontract.evidence.journal import JournalWriter
from storycontract.evidence.reading import load_runs
from storycontract.evidence.record import Plan, PlannedItem, RunEnd, RunHeader, Selection, SourceState
from storycontract.evidence.withdrawal import withdraw_run

FIRST = "6f1c2d3e-0000-4000-8000-000000000001"
SECOND = "6f1c2d3e-9999-4000-8000-000000000002"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for run_id in (FIRST, SECOND):
        close_run(record(tmp_path / "reports/evidence", run_id))
    return tmp_path / "reports/evidence"


def record(evidence_folder: Path, run_id: str) -> Path:
    header = RunHeader(
        run_id=run_id,
        project="shop",
        process="main",
        started_utc="2026-11-23T05:00:00Z",
        selection=Selection(is_full=True),
        source=SourceState(commit=None, tree=None, dirty=False, scope_digest="today"),
        environment="default",
        tools={},
        contract=(),
    )
    item = PlannedItem(
        node_id="pay",
        story_id="SHOP-1",
        criterion_id="SHOP-1.1",
        fingerprint="f1",
        variant="",
        selected=True,
        bound=True,
    )
    end = RunEnd(ended_utc="2026-11-23T06:00:00Z", complete=True, scope_digest="today", pytest_exit_code=0)
    with JournalWriter(evidence_folder / run_id, "main", ()) as writer:
        writer.write(header)
        writer.write(Plan(items=(item,)))
        writer.write(end)
    return evidence_folder / run_id


def withdraw(folder: Path, run: str, reason: str = "no network") -> str:
    return withdraw_run(folder, run, reason=reason, by="Ann", at_utc="2026-11-24T05:00:00Z").run


def withdrawn(folder: Path) -> dict[str, str | None]:
    return {run.run_id: run.withdrawal.reason if run.withdrawal else None for run in load_runs(folder)}


@pytest.mark.parametrize("name", [FIRST, FIRST[:10]], ids=["the id", "its beginning"])
def test_a_run_is_withdrawn_by(name: str, folder: Path) -> None:
    assert withdraw(folder, name) == FIRST
    assert withdrawn(folder) == {FIRST: "no network", SECOND: None}


def test_a_run_is_withdrawn_by_the_name_of_its_file(folder: Path) -> None:
    file = next(run.file.name for run in load_runs(folder) if run.run_id == SECOND)

    assert withdraw(folder, file) == SECOND


def test_an_open_run_is_withdrawn_and_stays_so_when_it_is_closed(folder: Path) -> None:
    open_folder = record(folder, "0" * 12)
    withdraw(folder, "0" * 12)

    close_run(open_folder)

    assert withdrawn(folder)["0" * 12] == "no network"


def test_a_file_that_cannot_be_read_is_withdrawn_by_its_name(folder: Path) -> None:
    file = folder / ("a" * 64 + ".jsonl")
    file.write_bytes(b"\xff")

    withdraw(folder, file.name)

    assert [run.withdrawal is not None for run in load_runs(folder) if run.damage] == [True]


def test_a_damaged_rival_that_is_withdrawn_leaves_the_intact_run_alone(folder: Path) -> None:
    intact = load_runs(folder)[0].file
    (folder / "downloads").mkdir()
    rival = folder / "downloads" / ("b" * 64 + ".jsonl")
    rival.write_bytes(intact.read_bytes()[:-1])
    damaged_before = [run.damage is not None for run in load_runs(folder)]

    withdraw(folder, "downloads/" + rival.name)

    assert sorted(damaged_before) == [False, True, True]
    assert [run.file for run in load_runs(folder) if run.damage and run.withdrawal is None] == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (FIRST[:7], "no run"),
        (FIRST[:9], "could be any of"),
        (FIRST[:-1] + "9", f"did you mean `{FIRST}`"),
        ("nonsense", f"the newest runs are `{FIRST}`, `{SECOND}`; give at least 8 characters"),
    ],
    ids=["too short", "not unique", "a typo", "unknown"],
)
def test_a_run_that_is_not_clear_is_a_mistake(name: str, problem: str, folder: Path) -> None:
    with pytest.raises(UsageError, match=problem):
        withdraw(folder, name)

    assert set(withdrawn(folder).values()) == {None}


def test_a_withdrawal_needs_a_reason(folder: Path) -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        withdraw(folder, FIRST, "  ")


def test_without_evidence_the_mistake_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no evidence yet"):
        withdraw(tmp_path, FIRST)


def test_the_last_reason_is_shown(folder: Path) -> None:
    withdraw(folder, FIRST, "no network")
    withdraw(folder, FIRST, "no browser")

    assert withdrawn(folder)[FIRST] == "no browser"


def test_no_torn_record_makes_a_withdrawn_run_count_silently(folder: Path) -> None:
    withdraw(folder, FIRST)
    file = folder / "withdrawn.jsonl"
    content = file.read_bytes()

    for length in range(1, len(content)):
        file.write_bytes(content[:length])
        runs = load_runs(folder)

        assert any(run.withdrawal or run.damage for run in runs)


def test_no_flipped_bit_makes_a_withdrawn_run_count_silently(folder: Path) -> None:
    withdraw(folder, FIRST)
    file = folder / "withdrawn.jsonl"
    content = file.read_bytes()

    for position in range(len(content)):
        flipped = bytes((content[position] ^ (1 << position % 7),))
        file.write_bytes(content[:position] + flipped + content[position + 1 :])
        runs = load_runs(folder)

        assert any(run.damage or (run.withdrawal and run.run_id == FIRST) for run in runs)


def test_a_record_after_a_torn_one_is_not_lost(folder: Path) -> None:
    withdraw(folder, FIRST)
    file = folder / "withdrawn.jsonl"
    file.write_bytes(file.read_bytes()[:-20])

    withdraw(folder, SECOND)

    assert withdrawn(folder)[SECOND] == "no network"
    assert ["line 1 is no withdrawal" in str(run.damage) for run in load_runs(folder) if run.damage] == [True]


def test_torn_withdrawals_cannot_be_withdrawn(folder: Path) -> None:
    (folder / "withdrawn.jsonl").write_text("{")

    with pytest.raises(UsageError):
        withdraw(folder, "withdrawn.jsonl")


def test_withdrawals_of_other_machines_count(folder: Path) -> None:
    withdraw(folder, FIRST)
    (folder / "downloads").mkdir()

    (folder / "withdrawn.jsonl").rename(folder / "downloads/withdrawn.jsonl")

    assert withdrawn(folder) == {FIRST: "no network", SECOND: None}


def test_withdrawals_that_cannot_be_written_are_a_mistake(folder: Path) -> None:
    (folder / "withdrawn.jsonl").mkdir()

    with pytest.raises(EvidenceError, match="cannot be written"):
        withdraw(folder, FIRST)


def test_the_command_withdraws_and_masks_its_reason(folder: Path) -> None:
    root = folder.parent.parent
    (root / "pyproject.toml").write_text('[project]\nname = "shop"\n[tool.storycontract]\n')
    program = (
        "import typer; from storycontract.cli.withdraw_command import withdraw; "
        "app = typer.Typer(); app.command()(withdraw); app()"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, FIRST, "--reason", "token=abc123 was rejected", "--by", "Ann"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"run {FIRST} is withdrawn: token=*** was rejected" in done.stdout
    assert withdrawn(folder)[FIRST] == "token=*** was rejected"
