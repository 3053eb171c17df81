"""What goes wrong around a ledger: nothing recorded is lost, and the message says what to do."""

import os
import sqlite3
import subprocess
import time
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from storycontract.errors import LedgerError, SettingsError
from storycontract.evidence.record import Withdrawal
from storycontract.evidence.run_file import name_closed
from storycontract.ledger.ledger import open_ledger
from storycontract.ledger.rebuilding import rebuild_ledger

if TYPE_CHECKING:
    from tests.integration.ledger.conftest import PostgresServer

MakeRun = Callable[..., bytes]
RunPython = Callable[..., "subprocess.Popen[str]"]
Mount = Callable[[Path, str], AbstractContextManager[None]]

PROJECT = "shop"
STAYS = "the evidence stays in reports/evidence and is taken in by the next run"

APPEND = """
import sys
from pathlib import Path
from storycontract.ledger.ledger import open_ledger

address, *files = sys.argv[1:]
with open_ledger(address) as ledger:
    for file in files:
        ledger.append(Path(file))
"""

# The process stops where most of a run is written, and nothing of it is committed.
APPEND_AND_WAIT = """
import sys, time
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from storycontract.ledger.ledger import open_ledger

address, file, marker = sys.argv[1:]

@event.listens_for(Engine, "before_cursor_execute")
def wait(connection, cursor, statement, parameters, context, executemany):
    if "case_binding" in statement and "INSERT" in statement:
        Path(marker).touch()
        time.sleep(600)

with open_ledger(address) as ledger:
    ledger.append(Path(file))
"""


def save(folder: Path, *contents: bytes) -> list[str]:
    folder.mkdir(exist_ok=True)
    files = [folder / name_closed(content) for content in contents]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    return [str(file) for file in files]


def wait_for(file: Path, process: "subprocess.Popen[str]") -> None:
    while not file.exists():
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.01)


def count_runs(address: str) -> int:
    with open_ledger(address) as ledger:
        return len(ledger.list_digests())


def test_processes_that_append_at_once_all_leave_their_runs(
    new_address: str, make_run: MakeRun, run_python: RunPython, tmp_path: Path
) -> None:
    files = save(tmp_path / "evidence", *(make_run(run_id=f"run-{number}") for number in range(12)))

    # Both make the ledger, and half of what they bring is the same.
    processes = [run_python(APPEND, new_address, *part) for part in (files[:8], files[4:])]
    outputs = [process.communicate(timeout=120)[0] for process in processes]

    assert [process.returncode for process in processes] == [0, 0], outputs
    with open_ledger(new_address) as ledger:
        assert len(ledger.load_runs(PROJECT, "scope-1").runs) == 12
        assert len(ledger.load_memory(PROJECT).cases) == 1


def test_an_append_that_is_killed_leaves_nothing_and_can_be_done_again(
    sqlite_file: Path, make_run: MakeRun, run_python: RunPython, tmp_path: Path
) -> None:
    address = f"sqlite:///{sqlite_file}"
    with open_ledger(address) as ledger:
        ledger.append(make_run(run_id="run-a"))
    content = make_run(run_id="run-b", outcomes={f"SHOP-{number}": "passed" for number in range(500)})
    (file,) = save(tmp_path / "evidence", content)
    process = run_python(APPEND_AND_WAIT, address, file, str(tmp_path / "waits"))
    wait_for(tmp_path / "waits", process)

    process.kill()
    process.wait()

    with open_ledger(address) as ledger:
        assert list(ledger.list_digests().values()) == ["run-a"]
        assert ledger.append(content)
        assert len(ledger.load_memory(PROJECT).cases) == 501 - 1


def test_a_server_that_goes_away_in_mid_append_is_named_and_loses_nothing(
    postgres: "PostgresServer", make_run: MakeRun
) -> None:
    address = postgres.create_ledger()
    with psycopg.connect(address, autocommit=True) as connection:
        # The server takes its time where most of a run is written, and nothing of it is committed.
        connection.execute(
            "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_notify('waits', ''); PERFORM pg_sleep(600); RETURN NEW; END $$"
        )
        connection.execute(
            "CREATE TRIGGER dawdle BEFORE INSERT ON case_memory FOR EACH ROW EXECUTE FUNCTION dawdle()"
        )
    with open_ledger(address) as ledger:
        cutting = Thread(target=_cut_off_once_busy, args=(postgres, address))
        cutting.start()
        with pytest.raises(LedgerError, match="the server cannot be reached, or went away") as caught:
            ledger.append(make_run())
        cutting.join()
        with pytest.raises(LedgerError, match="start the server or correct the address"):
            ledger.list_digests()
        postgres.start()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP TRIGGER dawdle ON case_memory")

        assert STAYS in str(caught.value)
        assert ledger.list_digests() == {}
        assert ledger.append(make_run())


def _cut_off_once_busy(postgres: "PostgresServer", address: str) -> None:
    busy = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    with psycopg.connect(address, autocommit=True) as connection:
        while connection.execute(busy).fetchone() == (0,):
            time.sleep(0.01)
    postgres.cut_off()


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(LedgerError) as caught:
        open_ledger("postgresql://ann:secret@127.0.0.1:1/shop")

    assert "the server cannot be reached" in caught.value.problem
    assert caught.value.exit_code == 3
    assert "secret" not in str(caught.value)
    assert STAYS in caught.value.fix


def test_a_full_disk_is_named_and_what_was_there_stays(
    make_run: MakeRun, mount: Mount, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    with mount(disk, "size=1m"):
        address = f"sqlite:///{disk / 'ledger.sqlite'}"
        with open_ledger(address) as ledger:
            ledger.append(make_run(run_id="run-a"))
            large = make_run(run_id="run-b", padding=os.urandom(1_500_000).hex())

            with pytest.raises(LedgerError, match="the disk is full") as caught:
                ledger.append(large)

            assert "free space; " + STAYS in caught.value.fix
        with open_ledger(address) as ledger:
            assert list(ledger.list_digests().values()) == ["run-a"]
            assert ledger.append(make_run(run_id="run-c"))


def test_a_ledger_on_a_disk_that_takes_no_writes_can_be_read(
    make_run: MakeRun, mount: Mount, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    with mount(disk, "size=9m"):
        address = f"sqlite:///{disk / 'ledger.sqlite'}"
        with open_ledger(address) as ledger:
            ledger.append(make_run(run_id="run-a"))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

        with open_ledger(address) as ledger:
            assert list(ledger.list_digests().values()) == ["run-a"]
            with pytest.raises(LedgerError, match="cannot be written") as caught:
                ledger.append(make_run(run_id="run-b"))

        assert f"make the file and its folder writable; {STAYS}" in caught.value.fix


def test_a_ledger_that_cannot_be_made_is_named(mount: Mount, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with mount(disk, "size=1m,ro"), pytest.raises(LedgerError, match="its folder cannot be made: read-only"):
        open_ledger(f"sqlite:///{disk / 'reports' / 'ledger.sqlite'}")


def test_a_ledger_of_a_newer_version_is_left_alone(address: str, make_run: MakeRun) -> None:
    with open_ledger(address) as ledger:
        ledger.append(make_run())
    engine = create_engine(make_url(address).set(drivername=_name_driver(address)))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(LedgerError, match="of version 9999, this storycontract knows 0001") as caught:
        open_ledger(address)

    assert "install the newest storycontract" in caught.value.fix
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()


def _name_driver(address: str) -> str:
    return "sqlite" if address.startswith("sqlite") else "postgresql+psycopg"


@pytest.mark.parametrize("keep", [0.5, 0.01], ids=["half", "the first page"])
def test_a_file_that_was_cut_off_is_named_and_made_anew(
    sqlite_file: Path, make_run: MakeRun, tmp_path: Path, keep: float
) -> None:
    address = f"sqlite:///{sqlite_file}"
    files = save(tmp_path / "evidence", *(make_run(run_id=f"run-{number}") for number in range(4)))
    with open_ledger(address) as ledger:
        for file in files:
            ledger.append(Path(file))
    os.truncate(sqlite_file, int(sqlite_file.stat().st_size * keep))

    with pytest.raises(LedgerError, match="damaged") as caught:
        count_runs(address)
    rebuilt = rebuild_ledger(address, map(Path, files))

    # What it says is what was done here: nobody has to move the file first.
    assert caught.value.fix.startswith("run `storycontract ledger rebuild`, which keeps the old file")
    assert rebuilt.runs == count_runs(address) == 4
    assert rebuilt.kept_aside == sqlite_file.with_name("ledger.sqlite.old-1")


def test_a_file_that_is_something_else_is_left_alone(sqlite_file: Path) -> None:
    sqlite_file.write_bytes(b"a shopping list: milk, eggs, and bread for the whole week, and honey" * 30)
    before = sqlite_file.read_bytes()

    with pytest.raises(LedgerError, match="is no ledger"):
        open_ledger(f"sqlite:///{sqlite_file}")

    assert sqlite_file.read_bytes() == before


class TestFlippedBit:
    @pytest.fixture
    def damaged(self, address: str, make_run: MakeRun) -> str:
        with open_ledger(address) as ledger:
            ledger.append(make_run(run_id="run-a"))
            ledger.append(make_run(run_id="run-b", scope="scope-2"))
        engine = create_engine(make_url(address).set(drivername=_name_driver(address)))
        digest = name_closed(make_run(run_id="run-a")).removesuffix(".jsonl")
        with engine.begin() as connection:
            place = {"digest": digest}
            stored = bytes(
                connection.execute(
                    text("SELECT content FROM evidence WHERE digest = :digest"), place
                ).scalar_one()
            )
            flipped = stored[:90] + bytes([stored[90] ^ 4]) + stored[91:]
            connection.execute(
                text("UPDATE evidence SET content = :content WHERE digest = :digest"),
                place | {"content": flipped},
            )
        engine.dispose()
        return address

    def test_the_run_is_one_that_cannot_be_read(self, damaged: str) -> None:
        with open_ledger(damaged) as ledger:
            (run,) = ledger.load_runs(PROJECT, "scope-1").runs

            assert (run.header, run.items, run.planned) == (None, (), ())
            assert "not what was written: run `storycontract ledger rebuild`" in (run.damage or "")

    def test_the_run_can_still_be_withdrawn(self, damaged: str) -> None:
        with open_ledger(damaged) as ledger:
            taken = Withdrawal(run="run-a", reason="damaged", by="ann", at_utc="2026-12-01")
            ledger.append_withdrawals([taken])

            (run,) = ledger.load_runs(PROJECT, "scope-1").runs

            assert run.withdrawal == taken

    def test_its_file_puts_it_right_when_it_comes_again(self, damaged: str, make_run: MakeRun) -> None:
        with open_ledger(damaged) as ledger:
            assert not ledger.append(make_run(run_id="run-a"))

            (run,) = ledger.load_runs(PROJECT, "scope-1").runs

            assert run.damage is None

    def test_a_ledger_made_anew_holds_what_is_intact(self, damaged: str) -> None:
        rebuilt = rebuild_ledger(damaged, [])

        assert rebuilt.runs == 1
        with open_ledger(damaged) as ledger:
            assert list(ledger.list_digests().values()) == ["run-b"]


def test_a_contract_that_was_exchanged_is_refused(address: str, make_run: MakeRun) -> None:
    with open_ledger(address) as ledger:
        ledger.append(make_run())
        (state,) = ledger.list_unjudged_states(PROJECT)
    engine = create_engine(make_url(address).set(drivername=_name_driver(address)))
    with engine.begin() as connection:
        connection.execute(text("UPDATE contract SET content = :content"), {"content": zlib.compress(b"[]")})
    engine.dispose()

    with (
        open_ledger(address) as ledger,
        pytest.raises(LedgerError, match="is not what was stored, or was never there"),
    ):
        ledger.load_contract(state.contract_digest)


class TestRebuilding:
    def test_a_ledger_made_anew_says_what_the_old_one_said(self, address: str, make_run: MakeRun) -> None:
        taken = Withdrawal(run="run-a", reason="network", by="ann", at_utc="2026-12-01")
        with open_ledger(address) as ledger:
            ledger.append(make_run(run_id="run-a"))
            ledger.append(make_run(run_id="run-b", scope="scope-2"))
            ledger.append_withdrawals([taken])
            before = (ledger.load_memory(PROJECT), ledger.load_runs(PROJECT, "scope-1").runs)

        rebuild_ledger(address, [])

        with open_ledger(address) as ledger:
            assert (ledger.load_memory(PROJECT), ledger.load_runs(PROJECT, "scope-1").runs) == before
            assert ledger.list_withdrawals() == (taken,)

    def test_files_that_are_not_intact_are_named(
        self, address: str, make_run: MakeRun, tmp_path: Path
    ) -> None:
        good, bad = save(tmp_path / "evidence", make_run(run_id="run-a"), make_run(run_id="run-b"))
        with Path(bad).open("ab") as file:
            file.write(b"\n")

        rebuilt = rebuild_ledger(address, [Path(good), Path(bad), tmp_path / "gone.jsonl"])

        assert rebuilt.runs == 1
        assert [refusal.partition(": ")[0] for refusal in rebuilt.refused] == sorted(
            [bad, str(tmp_path / "gone.jsonl")]
        )


@pytest.mark.parametrize("address", ["mysql://host/shop", "ledger.sqlite", "sqlite://"])
def test_an_address_that_is_none_is_refused_with_examples(address: str) -> None:
    with pytest.raises(SettingsError, match="no address of a ledger") as caught:
        open_ledger(address)

    assert "postgresql://user@host/database" in caught.value.fix


def test_a_writer_that_never_ends_is_named(
    sqlite_file: Path, make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storycontract.ledger.connecting.WAIT_SECONDS", 0.1)
    address = f"sqlite:///{sqlite_file}"
    open_ledger(address).close()
    other = sqlite3.connect(sqlite_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with open_ledger(address) as ledger, pytest.raises(LedgerError, match="another process is writing"):
        ledger.append(make_run())

    other.close()
