"""A closed file of evidence to the rows that index it."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storycontract.errors import LedgerError
from storycontract.evidence.folding import ItemKey
from storycontract.evidence.record import Attempt, Outcome, PlannedItem, RunEnd, RunHeader
from storycontract.evidence.recorded_run import RecordedRun, record_intact
from storycontract.evidence.run_file import name_closed, read_content
from storycontract.ledger.contract_version import render_contract

OUTCOMES = (None, *Outcome)
"""The place of an outcome is what the ledger stores, so outcomes are only ever added at the end."""

PLANNED, BOUND, SELECTED, CHECKS_NOTHING = 1, 2, 4, 8

COMPRESSION = 3
"""Evidence repeats itself so much that higher levels of zlib cost twice the time for a tenth of the size."""

_LONGEST_MS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """One attempt at one item, or an item that was only planned: then `outcome` is 0."""

    item: ItemKey
    attempt: int
    outcome: int
    flags: int
    start_ms: int
    duration_ms: int
    problem: str | None


@dataclass(frozen=True, slots=True)
class PreparedRun:
    """All that is stored of one file of evidence; `rows` are in the order of their start."""

    digest: str
    compressed: bytes
    header: RunHeader
    end: RunEnd
    scope_digests: frozenset[str]
    contract_digest: str
    contract: bytes
    lines_digest: str
    rows: tuple[PreparedRow, ...]

    @property
    def touched_scopes(self) -> frozenset[str]:
        """The code that it started or ended on."""
        return self.scope_digests | {self.end.scope_digest}

    @property
    def is_whole(self) -> bool:
        """Whether nothing was filtered out and all of it ran."""
        return self.header.selection.is_full and self.end.complete


def prepare_run(content: bytes) -> PreparedRun:
    """Prepare a closed file for the ledger.

    Raises:
        LedgerError: it is not intact.
    """
    name = name_closed(content)
    found = read_content(Path(name), content)
    if found.damage is not None:
        raise LedgerError(
            f"this evidence cannot be taken into the ledger: {found.damage}",
            where=name,
            fix="leave the file where it is: `storycontract status` says what it keeps from being done",
        )
    run = record_intact(found, None)
    if run.header is None or run.end is None:  # pragma: no cover - a file that is intact has both
        raise AssertionError(name)
    contract = render_contract(run.header.contract)
    return PreparedRun(
        digest=Path(name).stem,
        compressed=compress(content),
        header=run.header,
        end=run.end,
        scope_digests=run.scope_digests,
        contract_digest=hashlib.sha256(contract).hexdigest(),
        contract=contract,
        lines_digest=hashlib.sha256(b"\n".join(sorted(found.lines))).hexdigest(),
        rows=_list_rows(run, run.header.started_utc),
    )


def compress(content: bytes) -> bytes:
    """Compress what is stored."""
    return zlib.compress(content, COMPRESSION)


def to_unix_ms(utc: str) -> int:
    """Turn a moment of ISO 8601 into Unix time; 0 where it is none."""
    try:
        return round(datetime.fromisoformat(utc).timestamp() * 1000)
    except ValueError:
        return 0


def _list_rows(run: RecordedRun, run_started_utc: str) -> tuple[PreparedRow, ...]:
    planned = {ItemKey.of(item): item for item in run.planned}
    tried = {ItemKey.of(item.attempts[0]): item.attempts for item in run.items}
    rows = [_plan(key, item) for key, item in planned.items() if key not in tried]
    for key, attempts in tried.items():
        rows += _list_attempts(key, attempts, planned.get(key), run_started_utc)
    return tuple(sorted(rows, key=lambda row: (row.start_ms, row.attempt, row.item, row.outcome)))


def _plan(key: ItemKey, item: PlannedItem) -> PreparedRow:
    return PreparedRow(key, 0, 0, _flag_planned(item), 0, 0, item.problem)


def _list_attempts(
    key: ItemKey, attempts: Iterable[Attempt], planned: PlannedItem | None, run_started_utc: str
) -> Iterator[PreparedRow]:
    for attempt in attempts:
        yield PreparedRow(
            item=key,
            attempt=min(attempt.attempt, 2**15 - 1),
            outcome=OUTCOMES.index(attempt.outcome),
            flags=_flag_planned(planned) | (CHECKS_NOTHING if attempt.checks_nothing else 0),
            start_ms=_fit(to_unix_ms(attempt.started_utc) - to_unix_ms(run_started_utc)),
            duration_ms=_fit(attempt.duration_ms),
            problem=planned.problem if planned else None,
        )


def _flag_planned(item: PlannedItem | None) -> int:
    if item is None:
        return 0
    return PLANNED | (BOUND if item.bound else 0) | (SELECTED if item.selected else 0)


def _fit(milliseconds: float) -> int:
    return round(min(max(milliseconds, 0), _LONGEST_MS))
