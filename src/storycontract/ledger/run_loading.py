"""Runs out of the ledger, as if they had been read from the folder of evidence."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Select, select

from storycontract.evidence.journal import SUFFIX
from storycontract.evidence.record import PlannedItem, RunEnd, RunHeader, Withdrawal
from storycontract.evidence.recorded_run import RecordedRun, record_damaged, record_intact
from storycontract.evidence.run_file import name_closed, name_unreadable, read_content
from storycontract.ledger.bulk import cut
from storycontract.ledger.restanding import load_withdrawals
from storycontract.ledger.schema import EVIDENCE, ITEM, OUTCOME, RUN, RUN_SCOPE, SCOPE, STORY, STORY_CASE
from storycontract.ledger.standing import Claimant, Standing, find_taken_back, index_withdrawals

_COLUMNS = tuple(
    RUN.c[name]
    for name in (
        "run_no",
        "digest",
        "run_id",
        "shard_index",
        "shard_total",
        "lines_digest",
        "standing",
        "header",
        "ending",
        "pruned_utc",
    )
)

DAMAGED = "its content in the ledger is not what was written: run `storycontract ledger rebuild`"
PRUNED = "it was pruned from the ledger; cases that failed in it need a run on other code, or its withdrawal"


@dataclass(frozen=True, slots=True)
class ScopeEvidence:
    """All runs that saw one state of the code, oldest first; `revision` is what `save_state` asks for.

    `has_pruned` is true where runs counted that were pruned since, so that `runs` do not tell all there was.
    """

    runs: tuple[RecordedRun, ...]
    revision: int
    has_pruned: bool = False


def load_scope_evidence(connection: Connection, project: str, scope_digest: str) -> ScopeEvidence:
    """Load every run that started or ended on some code; what cannot be read is a run with damage."""
    scope = connection.execute(
        select(SCOPE.c.scope_no, SCOPE.c.revision).where(
            SCOPE.c.project == project, SCOPE.c.digest == scope_digest
        )
    ).first()
    if scope is None:
        return ScopeEvidence((), 0)
    touching = select(RUN_SCOPE.c.run_no).where(RUN_SCOPE.c.scope_no == scope.scope_no)
    rows = connection.execute(
        select(*_COLUMNS, EVIDENCE.c.content)
        .join(EVIDENCE, EVIDENCE.c.digest == RUN.c.digest, isouter=True)
        .where(RUN.c.run_no.in_(touching), RUN.c.standing != Standing.COPY)
        .order_by(RUN.c.started_utc, RUN.c.run_id, RUN.c.digest)
    ).all()
    withdrawn = index_withdrawals(load_withdrawals(connection))
    runs = (_record(connection, row, withdrawn) for row in rows)
    has_pruned = any(row.pruned_utc is not None and row.standing == Standing.COUNTS for row in rows)
    return ScopeEvidence(tuple(run for run in runs if run is not None), scope.revision, has_pruned)


def load_headers(
    connection: Connection, project: str, newest: int | None, run_ids: Iterable[str]
) -> tuple[RecordedRun, ...]:
    """Load what runs say of themselves, without what they planned and tried, oldest first."""
    base = select(*_COLUMNS).where(RUN.c.project == project, RUN.c.standing != Standing.COPY)
    found: dict[int, Any] = {}
    if newest is not None:
        order = (RUN.c.started_utc.desc(), RUN.c.run_id.desc(), RUN.c.digest.desc())
        found.update((row.run_no, row) for row in connection.execute(base.order_by(*order).limit(newest)))
    for chunk in cut(sorted(set(run_ids))):
        found.update((row.run_no, row) for row in connection.execute(base.where(RUN.c.run_id.in_(chunk))))
    withdrawn = index_withdrawals(load_withdrawals(connection))
    scopes = _load_start_scopes(connection, found)
    runs = (
        _describe(connection, row, withdrawn, scopes.get(row.run_no, frozenset())) for row in found.values()
    )
    return tuple(sorted(runs, key=_age))


def unpack(digest: str, compressed: bytes | None) -> bytes | None:
    """Unpack a stored file; None where it is not what was stored."""
    if compressed is None:
        return None
    try:
        content = zlib.decompress(compressed)
    except zlib.error:
        return None
    return content if name_closed(content) == digest + SUFFIX else None


def _record(connection: Connection, row: Any, withdrawn: Mapping[str, Withdrawal]) -> RecordedRun | None:
    if row.pruned_utc is not None:
        return _record_pruned(connection, row, withdrawn)
    withdrawal = find_taken_back(_claim(row), withdrawn)
    content = unpack(row.digest, row.content)
    file = Path(row.digest + SUFFIX)
    found = name_unreadable(file, DAMAGED, is_open=False) if content is None else read_content(file, content)
    damage = found.damage or _find_dispute(connection, row)
    if damage is not None:
        return record_damaged(found, withdrawal, damage)
    return record_intact(found, withdrawal)


def _record_pruned(
    connection: Connection, row: Any, withdrawn: Mapping[str, Withdrawal]
) -> RecordedRun | None:
    """Name the cases that a pruned run saw fail: nobody can tell any more why, so they are unreadable."""
    planned = tuple(
        PlannedItem(**item, selected=True, bound=True)
        for item in connection.execute(_select_remaining().where(OUTCOME.c.run_no == row.run_no)).mappings()
    )
    if not planned:
        return None
    scopes = _load_start_scopes(connection, [row.run_no]).get(row.run_no, frozenset())
    return replace(_describe(connection, row, withdrawn, scopes), planned=planned, end=None, damage=PRUNED)


def _select_remaining() -> Select[Any]:
    return (
        select(
            ITEM.c.node_id,
            STORY.c.story_id,
            ITEM.c.criterion_id,
            STORY_CASE.c.fingerprint,
            ITEM.c.variant,
        )
        .distinct()
        .select_from(OUTCOME)
        .join(ITEM, ITEM.c.item_no == OUTCOME.c.item_no)
        .join(STORY_CASE, STORY_CASE.c.case_no == ITEM.c.case_no)
        .join(STORY, STORY.c.story_no == STORY_CASE.c.story_no)
        .order_by(ITEM.c.node_id, ITEM.c.variant, STORY_CASE.c.fingerprint)
    )


def _describe(
    connection: Connection, row: Any, withdrawn: Mapping[str, Withdrawal], scopes: frozenset[str]
) -> RecordedRun:
    damage = _find_dispute(connection, row)
    try:
        header = RunHeader.model_validate_json(row.header)
        end = RunEnd.model_validate_json(row.ending)
    except ValidationError:
        header, end, damage = None, None, DAMAGED
    return RecordedRun(
        run_id=row.run_id,
        header=header,
        planned=(),
        items=(),
        end=end if damage is None else None,
        damage=damage,
        withdrawal=find_taken_back(_claim(row), withdrawn),
        file=Path(row.digest + SUFFIX),
        scope_digests=scopes,
    )


def _claim(row: Any) -> Claimant:
    return Claimant(row.digest, row.run_id, row.lines_digest)


def _find_dispute(connection: Connection, row: Any) -> str | None:
    if row.standing != Standing.DISPUTED:
        return None
    rival = (
        connection.execute(
            select(RUN.c.digest)
            .where(
                RUN.c.run_id == row.run_id,
                RUN.c.shard_index == row.shard_index,
                RUN.c.shard_total == row.shard_total,
                RUN.c.standing == Standing.DISPUTED,
                RUN.c.digest != row.digest,
            )
            .order_by(RUN.c.digest)
        )
        .scalars()
        .first()
    )
    return f"`{rival}{SUFFIX}` claims to be the same run and says something else"


def _load_start_scopes(connection: Connection, run_nos: Iterable[int]) -> dict[int, frozenset[str]]:
    scopes: dict[int, frozenset[str]] = {}
    query = select(RUN_SCOPE.c.run_no, SCOPE.c.digest).join(SCOPE, SCOPE.c.scope_no == RUN_SCOPE.c.scope_no)
    for chunk in cut(sorted(run_nos)):
        rows = connection.execute(query.where(RUN_SCOPE.c.run_no.in_(chunk), RUN_SCOPE.c.is_start))
        for run_no, digest in rows:
            scopes[run_no] = scopes.get(run_no, frozenset()) | {digest}
    return scopes


def _age(run: RecordedRun) -> tuple[str, str, str]:
    return (run.header.started_utc if run.header else "", run.run_id, run.file.name)
