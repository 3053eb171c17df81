"""`storycontract ledger` over a real project."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from storycontract.cli.ledger_command import add_ledger
from storycontract.cli.withdraw_command import withdraw
from storycontract.evidence.record import Withdrawal
from storycontract.evidence.run_file import name_closed
from storycontract.evidence.withdrawal_file import append_withdrawal
from storycontract.ledger.ledger import open_ledger

MakeRun = Callable[..., bytes]
Judge = Callable[..., bool]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "shop"\n[tool.storycontract]\n', encoding="utf-8"
    )
    (tmp_path / "shop.py").touch()
    (tmp_path / "reports" / "evidence").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STORYCONTRACT_LEDGER", raising=False)
    return tmp_path


@pytest.fixture
def command() -> Callable[..., str]:
    app = typer.Typer()
    add_ledger(app)

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["ledger", *arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return run


def address_of(project: Path) -> str:
    return f"sqlite:///{project / 'reports' / 'ledger.sqlite'}"


@pytest.fixture
def told(project: Path, make_run: MakeRun, judge: Judge) -> Path:
    with open_ledger(address_of(project)) as ledger:
        for day in (1, 2, 3):
            started = f"2026-11-0{day}T10:00:00.000+00:00"
            ledger.append(make_run(run_id=f"run-{day}", started_utc=started, scope=f"scope-{day}"))
        for state in ledger.list_unjudged_states("shop"):
            judge(ledger, state, SHOP_1="done")
    return project


def test_what_would_be_dropped_is_told_first(told: Path, command: Callable[..., str]) -> None:
    output = command("prune", "--keep-states", "1", "--dry-run")

    assert "runs whose evidence would be dropped: 2" in output
    with open_ledger(address_of(told)) as ledger:
        assert len(ledger.load_runs("shop", "scope-1").runs) == 1


def test_old_evidence_is_dropped(told: Path, command: Callable[..., str]) -> None:
    output = command("prune", "--keep-states", "1")

    assert "runs whose evidence was dropped: 2" in output
    with open_ledger(address_of(told)) as ledger:
        assert [len(ledger.load_runs("shop", f"scope-{day}").runs) for day in (1, 2, 3)] == [0, 0, 1]
        assert len(ledger.load_recent_states("shop", 9)) == 3


def test_nothing_young_is_dropped(told: Path, command: Callable[..., str]) -> None:
    assert "dropped: 0" in command("prune", "--keep-states", "1", "--older-than", "36500")
    with open_ledger(address_of(told)) as ledger:
        assert len(ledger.load_runs("shop", "scope-1").runs) == 1


def test_a_ledger_is_made_anew_from_the_evidence_folder(
    told: Path, make_run: MakeRun, command: Callable[..., str]
) -> None:
    content = make_run(run_id="run-9")
    (told / "reports" / "evidence" / name_closed(content)).write_bytes(content)

    output = command("rebuild")

    assert "the ledger now holds 4 files of evidence" in output
    assert "ledger.sqlite.old-1" in output


def test_a_damaged_file_of_evidence_is_named(
    told: Path, make_run: MakeRun, command: Callable[..., str]
) -> None:
    file = told / "reports" / "evidence" / name_closed(make_run(run_id="run-9"))
    file.write_bytes(b"nothing like it\n")

    output = command("rebuild")

    assert f"not taken in: {file}: " in output
    assert "the ledger now holds 3 files" in output


@pytest.fixture
def backup(project: Path, make_run: MakeRun) -> Path:
    """Keep a run in a folder elsewhere, where it was withdrawn."""
    folder = project / "backup"
    folder.mkdir()
    content = make_run(run_id="run-9")
    (folder / name_closed(content)).write_bytes(content)
    withdrawal = Withdrawal(run="run-9", reason="no network", by="ann", at_utc="2026-11-02")
    append_withdrawal(folder / "withdrawn.jsonl", withdrawal)
    return folder


@pytest.mark.parametrize("pattern", ["../backup", "[0-9a-f]*.jsonl"], ids=["a folder", "a file"])
def test_what_was_withdrawn_elsewhere_does_not_count_in_a_ledger_made_from_it(
    project: Path, backup: Path, command: Callable[..., str], pattern: str
) -> None:
    (place,) = backup.glob(pattern)

    command("rebuild", "--evidence", str(place))

    with open_ledger(address_of(project)) as ledger:
        (run,) = ledger.load_runs("shop", "scope-1").runs
    assert run.withdrawal is not None


def test_a_damaged_list_of_withdrawals_is_named(backup: Path, command: Callable[..., str]) -> None:
    (backup / "withdrawn.jsonl").write_bytes(b"nothing like it\n")

    output = command("rebuild", "--evidence", str(backup))

    assert f"not taken in: {backup / 'withdrawn.jsonl'}: line 1 is no withdrawal" in output


@pytest.mark.parametrize("named", ["its id", "its file"])
def test_a_run_whose_file_lies_elsewhere_is_withdrawn_for_all_at_once(
    told: Path, make_run: MakeRun, named: str
) -> None:
    file = name_closed(make_run(run_id="run-1"))

    withdraw({"its id": "run-1", "its file": file}[named], reason="no network", by="Ann")

    with open_ledger(address_of(told)) as ledger:
        (run,) = ledger.load_runs("shop", "scope-1").runs
    assert run.withdrawal is not None
