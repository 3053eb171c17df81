"""The state that somebody means: by commit, tree, run or time."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, tuple_

from storycontract.errors import UsageError
from storycontract.ledger.bulk import cut
from storycontract.ledger.history import StateKey, StateRecord
from storycontract.ledger.schema import CONTRACT, RUN, SCOPE, STATE
from storycontract.ledger.standing import Standing

SHORTEST_PREFIX = 8


@dataclass(frozen=True, slots=True)
class NumberedState:
    """A state with its number in the tables."""

    state_no: int
    record: StateRecord


def list_recent(connection: Connection, project: str, limit: int) -> tuple[NumberedState, ...]:
    """List the newest states that were judged, oldest first."""
    rows = connection.execute(
        select(STATE.c.state_no)
        .join(SCOPE, SCOPE.c.scope_no == STATE.c.scope_no)
        .where(SCOPE.c.project == project, STATE.c.place.is_not(None))
        .order_by(STATE.c.place.desc(), STATE.c.state_no.desc())
        .limit(limit)
    )
    numbers = [row.state_no for row in rows]
    found = load_states(connection, numbers)
    return tuple(found[number] for number in reversed(numbers) if number in found)


def find_run_id(connection: Connection, project: str, wanted: str) -> str | None:
    """Find the run that is meant by an id, or by 8 or more characters that one begins with.

    Raises:
        UsageError: several begin so.
    """
    if len(wanted) < SHORTEST_PREFIX:
        return None
    query = (
        select(RUN.c.run_id)
        .distinct()
        .where(RUN.c.project == project, RUN.c.run_id.startswith(wanted, autoescape=True))
    )
    found = sorted(connection.execute(query).scalars())
    if wanted in found:
        return wanted
    if len(found) > 1:
        names = ", ".join(f"`{name}`" for name in found)
        raise UsageError(f"`{wanted}` could be any of {names}", fix="give more of the run id", where="RUN")
    return found[0] if found else None


def find_by_runs(
    connection: Connection, project: str, condition: ColumnElement[bool]
) -> NumberedState | None:
    """Find the state that the runs of a condition speak of: best a full one, a clean one, the newest."""
    rows = connection.execute(
        select(STATE.c.state_no, RUN.c.started_utc, RUN.c.run_id, RUN.c.is_dirty, STATE.c.place)
        .join(RUN, (RUN.c.scope_no == STATE.c.scope_no) & (RUN.c.contract_no == STATE.c.contract_no))
        .where(RUN.c.project == project, RUN.c.standing == Standing.COUNTS, condition)
    ).all()
    states = load_states(connection, {row.state_no for row in rows})
    best = max(
        (row for row in rows if row.state_no in states),
        key=lambda row: (
            row.place is not None,
            states[row.state_no].record.is_full,
            not row.is_dirty,
            row.started_utc,
            row.run_id,
        ),
        default=None,
    )
    return None if best is None else states[best.state_no]


def select_newest(connection: Connection, project: str, utc: str) -> ColumnElement[bool] | None:
    """Select the newest run that started at or before a moment, a full one where there is one."""
    query = (
        select(RUN.c.run_no)
        .where(
            RUN.c.project == project,
            RUN.c.standing == Standing.COUNTS,
            RUN.c.started_utc <= utc,
        )
        .order_by(RUN.c.is_whole.desc(), RUN.c.started_utc.desc(), RUN.c.run_id.desc())
        .limit(1)
    )
    run_no = connection.execute(query).scalar()
    return None if run_no is None else RUN.c.run_no == run_no


def load_states(connection: Connection, numbers: Iterable[int]) -> dict[int, NumberedState]:
    """Load states with what their runs say of them; those without a run that counts are left out."""
    found: dict[int, NumberedState] = {}
    for chunk in cut(sorted(numbers)):
        rows = connection.execute(
            select(
                STATE.c.state_no,
                STATE.c.scope_no,
                STATE.c.contract_no,
                STATE.c.counts,
                STATE.c.flaky,
                SCOPE.c.project,
                SCOPE.c.digest.label("scope"),
                CONTRACT.c.digest.label("contract"),
            )
            .join(SCOPE, SCOPE.c.scope_no == STATE.c.scope_no)
            .join(CONTRACT, CONTRACT.c.contract_no == STATE.c.contract_no)
            .where(STATE.c.state_no.in_(chunk))
        ).all()
        runs = _load_runs(connection, {(row.scope_no, row.contract_no) for row in rows})
        for row in rows:
            of_state = runs.get((row.scope_no, row.contract_no))
            if of_state:
                found[row.state_no] = NumberedState(row.state_no, _describe(row, of_state))
    return found


def _load_runs(connection: Connection, places: set[tuple[int, int]]) -> Mapping[tuple[int, int], list[Any]]:
    runs: dict[tuple[int, int], list[Any]] = {}
    columns = (
        RUN.c.scope_no,
        RUN.c.contract_no,
        RUN.c.run_id,
        RUN.c.started_utc,
        RUN.c.commit_id,
        RUN.c.tree,
        RUN.c.is_dirty,
        RUN.c.is_whole,
        RUN.c.environment,
        RUN.c.shard_index,
        RUN.c.shard_total,
    )
    rows = connection.execute(
        select(*columns)
        .where(
            tuple_(RUN.c.scope_no, RUN.c.contract_no).in_(sorted(places)), RUN.c.standing == Standing.COUNTS
        )
        .order_by(RUN.c.started_utc, RUN.c.run_id, RUN.c.digest)
    )
    for row in rows:
        runs.setdefault((row.scope_no, row.contract_no), []).append(row)
    return runs


def _describe(state: Any, runs: Sequence[Any]) -> StateRecord:
    # A commit is known to be this code only where nothing was changed after it was checked out.
    source = next((run for run in runs if not run.is_dirty), runs[0])
    return StateRecord(
        project=state.project,
        key=StateKey(state.scope, state.contract),
        first_started_utc=runs[0].started_utc,
        last_started_utc=runs[-1].started_utc,
        first_run_id=runs[0].run_id,
        last_run_id=runs[-1].run_id,
        commit=source.commit_id,
        tree=source.tree,
        dirty=source.is_dirty,
        is_full=_is_full(runs),
        counts=json.loads(state.counts or "{}"),
        flaky=state.flaky or 0,
    )


def _is_full(runs: Sequence[Any]) -> bool:
    parts: dict[tuple[str, int], set[int]] = {}
    for run in runs:
        if run.is_whole:
            parts.setdefault((run.environment, run.shard_total), set()).add(run.shard_index)
    return any(len(indexes) == total for (_, total), indexes in parts.items())
