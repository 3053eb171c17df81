"""Evidence on a real disk: written, killed, full, closed, copied, damaged."""

import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storycontract.errors import EvidenceError
from storycontract.evidence.closing import close_run
from storycontract.evidence.journal import JournalWriter
from storycontract.evidence.reading import RecordedRun, load_runs
from storycontract.evidence.record import (
    Attempt,
    ItemStart,
    Line,
    Outcome,
    Plan,
    PlannedItem,
    RunEnd,
    RunHeader,
    Selection,
    Shard,
    SourceState,
)
from storycontract.evidence.run_file import name_closed
from storycontract.settings.settings import Settings

PASSED, FAILED, ABORTED = Outcome.PASSED, Outcome.FAILED, Outcome.ABORTED
RUN = "6f1c2d3e-0000-4000-8000-000000000001"
WRITE_FOR_EVER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_evidence import RUN, begin, try_item
from storycontract.evidence.journal import JournalWriter
writer = JournalWriter(Path(sys.argv[1]) / RUN, "main", ())
begin(writer)
print("ready", flush=True)
number = 0
while True:
    try_item(writer, "pay", number=number)
    number += 1
"""

CLOSE_WHILE_READING = """
import sys
from pathlib import Path
from storycontract.evidence.closing import close_run
from storycontract.evidence.reading import load_runs
folder, run_id = Path(sys.argv[1]), sys.argv[2]
closing = [folder / run_id]
def close_first(event, arguments):
    if event == "os.scandir" and Path(arguments[0]) == folder / run_id and closing:
        close_run(closing.pop())
sys.addaudithook(close_first)
for run in load_runs(folder):
    print([item.node_id for item in run.items], run.damage)
"""
CLOSE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from storycontract.evidence.closing import close_run
left = int(sys.argv[2])
def die(event, _):
    global left
    if event in {"os.rename", "os.remove", "os.rmdir"}:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(die)
close_run(Path(sys.argv[1]))
"""


def header(run_id: str = RUN, process: str = "main", **values: object) -> RunHeader:
    known = RunHeader(
        run_id=run_id,
        project="shop",
        process=process,
        started_utc="2026-11-23T05:00:00Z",
        selection=Selection(is_full=True),
        source=SourceState(commit=None, tree=None, dirty=False, scope_digest="today"),
        environment="default",
        tools={"pytest": "9.2.0"},
        contract=(),
    )
    return known.model_copy(update=values)


def planned(name: str) -> PlannedItem:
    return PlannedItem(
        node_id=name,
        story_id="SHOP-1",
        criterion_id=f"SHOP-1.{name}",
        fingerprint=f"print-{name}",
        variant="",
        selected=True,
        bound=True,
    )


def attempt(name: str, outcome: Outcome = PASSED, number: int = 0, message: str | None = None) -> Attempt:
    return Attempt(
        node_id=name,
        story_id="SHOP-1",
        criterion_id=f"SHOP-1.{name}",
        fingerprint=f"print-{name}",
        variant="",
        attempt=number,
        outcome=outcome,
        started_utc="2026-11-23T05:00:01Z",
        duration_ms=5,
        steps=(),
        message=message,
    )


def end(**values: object) -> RunEnd:
    known = RunEnd(ended_utc="2026-11-23T06:00:00Z", complete=True, scope_digest="today", pytest_exit_code=0)
    return known.model_copy(update=values)


def begin(writer: JournalWriter, *names: str, **values: object) -> None:
    writer.write(header(writer.path.parent.name).model_copy(update=values))
    writer.write(Plan(items=tuple(planned(name) for name in names or ("pay",))))


def try_item(writer: JournalWriter, name: str, outcome: Outcome = PASSED, number: int = 0) -> None:
    writer.write(ItemStart(node_id=name, attempt=number, at_utc="2026-11-23T05:00:01Z"))
    writer.write(attempt(name, outcome, number))


def record(folder: Path, outcome: Outcome = PASSED, **values: object) -> Path:
    """Record a run of one process that ended."""
    with JournalWriter(folder / RUN, "main", ()) as writer:
        begin(writer, **values)
        try_item(writer, "pay", outcome)
        writer.write(end())
    return folder / RUN


def record_workers(folder: Path) -> Path:
    """Record a run of two workers and a controller that plans nothing."""
    with JournalWriter(folder / RUN, "gw0", ()) as first, JournalWriter(folder / RUN, "gw1", ()) as second:
        begin(first, "pay", "search", process="gw0")
        begin(second, "pay", "search", process="gw1")
        try_item(first, "pay")
        try_item(second, "search", FAILED)
    with JournalWriter(folder / RUN, "main", ()) as main:
        main.write(header())
        main.write(end())
    return folder / RUN


def outcomes(run: RecordedRun) -> dict[str, list[Outcome]]:
    return {item.node_id: [each.outcome for each in item.attempts] for item in run.items}


def only(folder: Path) -> RecordedRun:
    (run,) = load_runs(folder)
    return run


def reclose(file: Path, content: bytes) -> Path:
    """Give a file the content, and its old name."""
    file.write_bytes(content)
    return file


def test_what_was_written_is_read(tmp_path: Path) -> None:
    record(tmp_path)

    run = only(tmp_path)

    assert (run.run_id, run.header, run.end, run.damage) == (RUN, header(), end(), None)
    assert [item.node_id for item in run.planned] == ["pay"]
    assert outcomes(run) == {"pay": [PASSED]}


def test_secrets_never_reach_the_disk(tmp_path: Path) -> None:
    patterns = Settings(root=tmp_path).secret_patterns
    with JournalWriter(tmp_path / RUN, "main", patterns) as writer:
        begin(writer)
        writer.write(attempt("pay", FAILED, message="login with password=hunter22 failed"))

    written = writer.path.read_bytes()

    assert b"hunter22" not in written
    assert b"password=***" in written


def test_text_that_is_no_unicode_is_written(tmp_path: Path) -> None:
    with JournalWriter(tmp_path / RUN, "main", ()) as writer:
        begin(writer)
        writer.write(attempt("pay", FAILED, message="caf\udce9\n\u2028\0"))

    assert only(tmp_path).items[0].attempts[0].message == "caf\\udce9\n\u2028\0"


def test_two_writers_of_one_name_do_not_clash(tmp_path: Path) -> None:
    with (
        JournalWriter(tmp_path / RUN, "gw0", ()) as first,
        JournalWriter(tmp_path / RUN, "gw0", ()) as second,
    ):
        begin(first)
        begin(second)
        try_item(first, "pay")
        try_item(second, "pay", FAILED)

    assert first.path != second.path
    assert sorted(outcomes(only(tmp_path))["pay"]) == [FAILED, PASSED]


def test_a_process_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    with JournalWriter(tmp_path / RUN, "../../gw/0", ()) as writer:
        assert writer.path.parent == tmp_path / RUN


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM], ids=["SIGKILL", "SIGTERM"])
def test_a_killed_process_loses_at_most_the_item_it_was_in(kill: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITE_FOR_EVER, str(tmp_path), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        wait_for_size(tmp_path / RUN / "main.jsonl", 20_000)
        child.send_signal(kill)

    run = only(tmp_path)

    assert (run.damage, run.end) == (None, None)
    assert len(run.items[0].attempts) > 10
    assert {each.outcome for each in run.items[0].attempts[:-1]} == {PASSED}
    assert [each.attempt for each in run.items[0].attempts] == list(range(len(run.items[0].attempts)))


def wait_for_size(path: Path, size_bytes: int) -> None:
    while path.stat().st_size < size_bytes:
        pass


@contextmanager
def small_file_limit() -> Iterator[None]:
    """A disk that takes no more, for one file: what the system answers in the middle of a line.

    It holds for the process, so for pytest's own output too: never longer than the lines under test.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1500, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_that_cannot_grow_is_named_and_still_reads(tmp_path: Path) -> None:
    with small_file_limit(), JournalWriter(tmp_path / RUN, "main", ()) as writer:
        begin(writer)
        writer.write(attempt("pay", FAILED))

        with pytest.raises(EvidenceError, match=r"main\.jsonl.*cannot be written"):
            writer.write(attempt("pay", PASSED, 1, message="x" * 2000))

    assert writer.path.read_bytes().endswith(b"\n")
    assert outcomes(only(tmp_path)) == {"pay": [FAILED]}


def test_after_a_lost_line_no_pass_is_written(tmp_path: Path) -> None:
    with small_file_limit(), JournalWriter(tmp_path / RUN, "main", ()) as writer:
        begin(writer)
        with pytest.raises(EvidenceError):
            writer.write(attempt("pay", FAILED, message="x" * 2000))

        with pytest.raises(EvidenceError):
            writer.write(attempt("pay", PASSED, 1))

    assert outcomes(only(tmp_path)) == {}


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 16 KiB, where one may mount it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("a file system can be mounted by root only")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_keeps_what_was_written_and_says_what_to_do(full_disk: Path) -> None:
    with JournalWriter(full_disk / RUN, "main", ()) as writer:
        begin(writer)
        with pytest.raises(EvidenceError, match="no space left on device") as caught:
            fill(writer)

    run = only(full_disk)
    assert caught.value.fix == "free space on this disk, then run again"
    assert (run.damage, run.end) == (None, None)
    assert len(run.items[0].attempts) > 5


def fill(writer: JournalWriter) -> None:
    for number in range(1000):
        try_item(writer, "pay", number=number)


def test_a_run_stays_open_where_the_disk_is_too_full_to_close_it(full_disk: Path) -> None:
    folder = record(full_disk)
    filler = full_disk / "filler"
    filler.write_bytes(b"x" * (12 * 1024))

    with pytest.raises(EvidenceError, match="cannot be closed"):
        close_run(folder)
    run = only(full_disk)
    filler.unlink()

    assert (run.damage, outcomes(run)) == (None, {"pay": [PASSED]})
    assert close_run(folder).is_file()
    assert sorted(path.name for path in full_disk.iterdir()) == [only(full_disk).file.name]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("")

    with pytest.raises(EvidenceError, match="make this folder writable"):
        JournalWriter(tmp_path / "evidence" / RUN, "main", ())


def test_a_closed_run_is_one_file_with_the_end_last(tmp_path: Path) -> None:
    open_run = only(record_workers(tmp_path).parent)

    file = close_run(tmp_path / RUN)

    closed = only(tmp_path)
    assert list(tmp_path.iterdir()) == [file]
    assert b'"line":"end"' in file.read_bytes().splitlines()[-1]
    assert (closed.items, closed.planned, closed.end, closed.header) == (
        open_run.items,
        open_run.planned,
        open_run.end,
        open_run.header,
    )
    assert outcomes(closed) == {"pay": [PASSED], "search": [FAILED]}


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    folder = record_workers(tmp_path)

    assert close_run(folder) == close_run(folder)
    assert len(load_runs(tmp_path)) == 1


def test_a_run_without_an_end_stays_open(tmp_path: Path) -> None:
    with JournalWriter(tmp_path / RUN, "main", ()) as writer:
        begin(writer)

    assert close_run(tmp_path / RUN) == tmp_path / RUN
    assert only(tmp_path).end is None


def test_a_torn_worker_closes_with_its_item_aborted(tmp_path: Path) -> None:
    folder = record_workers(tmp_path)
    journal = folder / "gw1.jsonl"
    journal.write_bytes(journal.read_bytes()[:-10])

    close_run(folder)

    assert only(tmp_path).damage is None
    assert outcomes(only(tmp_path)) == {"pay": [PASSED], "search": [ABORTED]}


def test_a_run_with_a_journal_that_cannot_be_read_is_not_closed(tmp_path: Path) -> None:
    folder = record_workers(tmp_path)
    journal = folder / "gw1.jsonl"
    journal.write_bytes(b"\n".join(journal.read_bytes().split(b"\n")[1:]))

    assert close_run(folder) == folder
    assert "gw1.jsonl: line 1: the header is missing" in str(only(tmp_path).damage)


@pytest.mark.parametrize("lost", [(), ("main",), ("main", "gw0"), ("main", "gw0", "gw1")], ids=str)
def test_a_closing_killed_after_its_file_was_named_counts_once(lost: tuple[str, ...], tmp_path: Path) -> None:
    folder = record_workers(tmp_path)
    shutil.copytree(folder, tmp_path / "kept")
    file = close_run(folder)
    (tmp_path / "kept").rename(folder)
    for name in lost:
        (folder / f"{name}.jsonl").unlink()

    before = only(tmp_path)
    again = close_run(folder)

    assert (before.file, before.damage, outcomes(before)) == (
        file,
        None,
        {"pay": [PASSED], "search": [FAILED]},
    )
    assert again == file
    assert [path for path in tmp_path.iterdir() if path.name.endswith(".jsonl")] == [file]


@pytest.mark.parametrize("steps", range(6))
def test_a_closing_killed_at_any_step_loses_nothing_and_counts_nothing_twice(
    steps: int, tmp_path: Path
) -> None:
    folder = record_workers(tmp_path)
    died = subprocess.run([sys.executable, "-c", CLOSE_AND_DIE, str(folder), str(steps)], check=False)

    killed = only(tmp_path)
    file = close_run(folder)

    assert died.returncode == (-signal.SIGKILL if steps < 5 else 0)
    assert (killed.damage, outcomes(killed)) == (None, {"pay": [PASSED], "search": [FAILED]})
    assert (only(tmp_path).items, only(tmp_path).file) == (killed.items, file)
    assert list(tmp_path.iterdir()) == [file]


def test_a_leftover_is_told(tmp_path: Path) -> None:
    folder = record(tmp_path)
    shutil.copytree(folder, tmp_path / "kept")
    close_run(folder)
    (tmp_path / "kept").rename(folder)

    assert only(tmp_path).notes == (f"`{folder}` is a leftover of it",)


def test_a_closing_killed_while_it_wrote_leaves_the_run_open(tmp_path: Path) -> None:
    folder = record(tmp_path)
    (tmp_path / f".closing-{RUN}-1.tmp").write_bytes(b'{"line":"run"')

    assert outcomes(only(tmp_path)) == {"pay": [PASSED]}
    assert close_run(folder).is_file()
    assert len(list(tmp_path.iterdir())) == 1


def test_what_was_written_after_the_closing_is_not_lost_silently(tmp_path: Path) -> None:
    folder = record_workers(tmp_path)
    shutil.copytree(folder, tmp_path / "kept")
    close_run(folder)
    (tmp_path / "kept").rename(folder)
    with JournalWriter(folder, "gw2", ()) as late:
        begin(late, process="gw2")
        try_item(late, "pay", FAILED)

    assert {run.damage is None for run in load_runs(tmp_path)} == {False}
    (folder / "main.jsonl").unlink()
    assert close_run(folder) == folder
    assert late.path.exists()


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return close_run(record(tmp_path))


def test_no_flipped_bit_goes_unseen(closed: Path, tmp_path: Path) -> None:
    content = closed.read_bytes()

    for position in range(len(content)):
        flipped = bytes((content[position] ^ (1 << position % 8),))
        reclose(closed, content[:position] + flipped + content[position + 1 :])
        run = only(tmp_path)

        assert run.damage is not None
        assert run.items == ()


def test_no_truncation_goes_unseen(closed: Path, tmp_path: Path) -> None:
    content = closed.read_bytes()

    for length in range(len(content)):
        reclose(closed, content[:length])
        run = only(tmp_path)

        assert run.damage is not None
        assert run.items == ()


def test_no_line_doubled_or_moved_goes_unseen(closed: Path, tmp_path: Path) -> None:
    lines = closed.read_bytes().splitlines(keepends=True)

    for position in range(len(lines)):
        for changed in (
            [*lines[: position + 1], *lines[position:]],
            [*lines[1 : position + 2], lines[0], *lines[position + 2 :]],
            [*lines[:position], *lines[position + 1 :]],
        ):
            reclose(closed, b"".join(changed))
            assert only(tmp_path).damage is not None


def test_a_damaged_file_still_tells_what_it_was_about(closed: Path, tmp_path: Path) -> None:
    reclose(closed, closed.read_bytes().replace(b'"passed"', b'"passee"'))

    run = only(tmp_path)

    assert (run.header, [item.node_id for item in run.planned]) == (header(), ["pay"])
    assert (run.items, run.end) == ((), None)


def test_a_damaged_file_is_not_believed_to_be_about_other_code(closed: Path, tmp_path: Path) -> None:
    reclose(closed, closed.read_bytes().replace(b'"today"', b'"other"', 1))

    assert only(tmp_path).header is None


def test_a_damaged_file_without_its_plan_may_have_been_about_anything(closed: Path, tmp_path: Path) -> None:
    reclose(closed, closed.read_bytes().splitlines(keepends=True)[0])

    assert only(tmp_path).header is None


def test_a_damaged_plan_is_made_up_from_what_was_tried(closed: Path, tmp_path: Path) -> None:
    reclose(closed, closed.read_bytes().replace(b"print-pay", b"print-PAY", 1))

    assert {item.fingerprint for item in only(tmp_path).planned} == {"print-PAY", "print-pay"}


@pytest.mark.parametrize(
    ("name", "content", "damage"),
    [
        pytest.param("a" * 64 + ".jsonl", b"", "nothing in it", id="empty"),
        pytest.param("a" * 64 + ".jsonl", b"\xff\x00", "does not match its name", id="no text"),
        pytest.param("notes.jsonl", b"{}\n", "its name is no digest", id="another file"),
        pytest.param("notes.jsonl", b"[[[" * 9999, "its name is no digest", id="nested without end"),
    ],
)
def test_what_is_no_evidence_is_named(name: str, content: bytes, damage: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    run = only(tmp_path)

    assert run.file == tmp_path / name
    assert damage in str(run.damage)
    assert run.header is None


def test_a_link_to_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / ("a" * 64 + ".jsonl")).symlink_to(tmp_path / "nowhere")

    assert "cannot be read: no such file" in str(only(tmp_path).damage)


def test_files_of_the_tool_itself_are_no_evidence(tmp_path: Path) -> None:
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests" / ("a" * 64 + ".json")).write_text("{}")
    (tmp_path / ".gitignore").write_text("*")

    assert load_runs(tmp_path) == ()


def test_no_folder_is_no_evidence(tmp_path: Path) -> None:
    assert load_runs(tmp_path / "missing") == ()


def write_closed(folder: Path, *lines: Line) -> Path:
    """Close what this version would never have written."""
    content = b"".join(line.model_dump_json().encode() + b"\n" for line in lines)
    return write_content(folder, content)


def write_content(folder: Path, content: bytes) -> Path:
    file = folder / name_closed(content)
    file.write_bytes(content)
    return file


PLAN = Plan(items=(planned("pay"),))


@pytest.mark.parametrize(
    ("lines", "damage"),
    [
        pytest.param((header(), PLAN), "the end of the run is missing", id="no end"),
        pytest.param((PLAN, end()), "the header is missing", id="no header"),
        pytest.param((header(), end(), PLAN), "a line after the end", id="end too early"),
        pytest.param((header(), end(), header(), end()), "a line after the end", id="two ends"),
        pytest.param((header(format=2), end()), "format 2 is not known", id="another format"),
        pytest.param(
            (header(), header(environment="staging"), end()), "differ in `environment`", id="headers"
        ),
        pytest.param((header(), header("other"), end()), "differ in `run_id`", id="two runs"),
        pytest.param(
            (header(), ItemStart(node_id="x", attempt=0, at_utc="2026"), end()),
            "no plan lists it",
            id="unplanned",
        ),
    ],
)
def test_a_file_with_its_digest_is_not_believed_whatever_it_says(
    lines: tuple[Line, ...], damage: str, tmp_path: Path
) -> None:
    write_closed(tmp_path, *lines)

    assert damage in str(only(tmp_path).damage)


def test_a_field_nobody_knows_is_damage(tmp_path: Path) -> None:
    content = close_run(record(tmp_path)).read_bytes()
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    write_content(tmp_path, content.replace(b'"outcome"', b'"hidden":1,"outcome"', 1))

    assert "line 4: no line of evidence" in str(only(tmp_path).damage)


def test_a_torn_line_within_an_open_journal_is_damage(tmp_path: Path) -> None:
    journal = record(tmp_path) / "main.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"line":"start"', b'"li\n', 1))

    assert "main.jsonl: line 3: no JSON" in str(only(tmp_path).damage)


def test_every_torn_end_of_an_open_journal_reads_as_less(tmp_path: Path) -> None:
    journal = record(tmp_path) / "main.jsonl"
    content = journal.read_bytes()
    first_line = content.index(b"\n") + 1

    for length in range(first_line, len(content)):
        reclose(journal, content[:length])
        run = only(tmp_path)

        assert (run.damage, run.end) == (None, None)
        assert outcomes(run) in ({}, {"pay": [ABORTED]}, {"pay": [PASSED]})


def test_a_folder_renamed_after_another_run_is_damage(tmp_path: Path) -> None:
    record(tmp_path).rename(tmp_path / "another")

    assert f"its header is that of run {RUN}" in str(only(tmp_path).damage)


def test_copies_of_a_run_count_once(closed: Path, tmp_path: Path) -> None:
    for name in ("downloads/one", "downloads/two"):
        (tmp_path / name).mkdir(parents=True)
        shutil.copy(closed, tmp_path / name)

    assert only(tmp_path).file == closed


def test_an_open_folder_is_found_beside_the_files_of_others(tmp_path: Path) -> None:
    record(tmp_path / "downloads")

    assert outcomes(only(tmp_path)) == {"pay": [PASSED]}


def test_two_files_that_claim_one_run_are_both_damaged(closed: Path, tmp_path: Path) -> None:
    other = write_closed(tmp_path, header(), PLAN, attempt("pay", FAILED), end())

    runs = load_runs(tmp_path)

    assert {run.file for run in runs} == {closed, other}
    assert ["claims to be the same run" in str(run.damage) for run in runs] == [True, True]
    assert [run.header for run in runs] == [header(), header()]


def test_a_damaged_copy_is_not_hidden_by_an_intact_one(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    lines = closed.read_bytes().splitlines(keepends=True)
    reclose(tmp_path / "downloads" / closed.name, b"".join(lines[:-1]))

    assert [run.damage is None for run in load_runs(tmp_path)] == [False, False]


def test_the_shards_of_one_run_id_are_runs_of_their_own(tmp_path: Path) -> None:
    for index in (1, 2):
        record(tmp_path, shard=Shard(index=index, total=2))
        close_run(tmp_path / RUN)

    assert [(run.run_id, run.damage) for run in load_runs(tmp_path)] == [(RUN, None), (RUN, None)]


def test_a_run_of_another_project_says_so(tmp_path: Path) -> None:
    record(tmp_path, project="warehouse")

    run = only(tmp_path)

    assert run.header is not None
    assert run.header.project == "warehouse"


def test_one_process_without_assertions_makes_the_run_one_without(tmp_path: Path) -> None:
    with (
        JournalWriter(tmp_path / RUN, "gw0", ()) as worker,
        JournalWriter(tmp_path / RUN, "main", ()) as main,
    ):
        begin(worker, process="gw0", optimized=True)
        main.write(header())

    run = only(tmp_path)

    assert run.header == header(optimized=True)


@given(names=st.permutations(["a", "b", "c"]))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_journals_never_matters(names: list[str], tmp_path: Path) -> None:
    folder = record_workers(tmp_path)
    before = only(tmp_path)
    for name, journal in zip(names, sorted(folder.iterdir()), strict=True):
        journal.rename(folder / f"{name}.jsonl")

    after = only(tmp_path)
    close_run(folder)
    closed = only(tmp_path)
    closed.file.unlink()

    assert after == before
    assert (closed.header, closed.planned, closed.items, closed.end) == (
        before.header,
        before.planned,
        before.items,
        before.end,
    )


def test_runs_are_in_the_order_of_their_start(tmp_path: Path) -> None:
    ids = [f"{number}{RUN[1:]}" for number in (3, 1, 2)]
    for day, run_id in enumerate(ids, start=1):
        write_closed(tmp_path, header(run_id, started_utc=f"2026-11-0{day}T05:00:00Z"), PLAN, end())

    assert [run.run_id for run in load_runs(tmp_path)] == ids


def test_a_run_that_is_closed_while_it_is_looked_for_is_never_missed(tmp_path: Path) -> None:
    record(tmp_path)

    counted = subprocess.run(
        [sys.executable, "-c", CLOSE_WHILE_READING, str(tmp_path), RUN],
        check=True,
        capture_output=True,
        text=True,
    )

    assert counted.stdout == "['pay'] None\n"
