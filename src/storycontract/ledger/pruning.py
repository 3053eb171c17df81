"""Old evidence out of the ledger, without a trace being lost of what it told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, select, update

from storycontract.evidence.record import Outcome
from storycontract.ledger.bulk import cut, delete_rows
from storycontract.ledger.preparing import OUTCOMES
from storycontract.ledger.schema import EVIDENCE, OUTCOME, RUN, RUN_SCOPE, SCOPE, STATE

REMAINING = (OUTCOMES.index(Outcome.FAILED), OUTCOMES.index(Outcome.XFAILED))
"""What no later pass on the same code outweighs: such rows stay, so that nothing is done by forgetting."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What may go: what is older than a moment, and not on one of so many newest states.

    `keep_runs` and `keep_scopes` stay in any case, with all that was run on the same code.
    """

    keep_states: int
    older_than_utc: str | None = None
    keep_runs: frozenset[str] = frozenset()
    keep_scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went, or would go: runs in the order of their start, and the bytes that they took."""

    run_ids: tuple[str, ...]
    freed_bytes: int


def prune_runs(connection: Connection, project: str, limits: Limits, now_utc: str | None) -> Pruned:
    """Drop the evidence of old runs; their rows stay. Without `now_utc` nothing is dropped."""
    numbers = _choose(connection, project, limits)
    pruned = _measure(connection, numbers)
    if now_utc is not None:
        for run_no in sorted(numbers):
            _drop(connection, run_no, now_utc)
    return pruned


def give_back(engine: Engine) -> None:
    """Give the room that is free now back to the disk; a server sees to that by itself."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")


def _choose(connection: Connection, project: str, limits: Limits) -> set[int]:
    touched = _load_touched(connection, project)
    kept = _list_kept_scopes(connection, project, limits)
    while True:
        # All runs on one code go together: a failure that went would leave a pass that stayed.
        runs = {run_no for run_no, scopes in touched.items() if scopes & kept}
        grown = kept.union(*(touched[run_no] for run_no in runs))
        if grown == kept:
            return touched.keys() - runs
        kept = grown


def _load_touched(connection: Connection, project: str) -> Mapping[int, set[int]]:
    touched: dict[int, set[int]] = {}
    rows = connection.execute(
        select(RUN_SCOPE.c.run_no, RUN_SCOPE.c.scope_no)
        .join(RUN, RUN.c.run_no == RUN_SCOPE.c.run_no)
        .where(RUN.c.project == project, RUN.c.pruned_utc.is_(None))
    )
    for run_no, scope_no in rows:
        touched.setdefault(run_no, set()).add(scope_no)
    return touched


def _list_kept_scopes(connection: Connection, project: str, limits: Limits) -> set[int]:
    states = select(STATE.c.scope_no).join(SCOPE, SCOPE.c.scope_no == STATE.c.scope_no)
    states = states.where(SCOPE.c.project == project)
    newest = states.where(STATE.c.place.is_not(None)).order_by(STATE.c.place.desc()).limit(limits.keep_states)
    # What was not judged yet has not been told yet either.
    unjudged = states.where(STATE.c.judged_revision.is_(None) | (STATE.c.judged_revision != SCOPE.c.revision))
    named = select(SCOPE.c.scope_no).where(
        SCOPE.c.project == project, SCOPE.c.digest.in_(sorted(limits.keep_scopes))
    )
    resting = select(RUN_SCOPE.c.scope_no).join(RUN, RUN.c.run_no == RUN_SCOPE.c.run_no)
    kept = {scope for query in (newest, unjudged, named) for scope in connection.execute(query).scalars()}
    for chunk in cut(sorted(limits.keep_runs)):
        kept |= set(connection.execute(resting.where(RUN.c.run_id.in_(chunk))).scalars())
    if limits.older_than_utc is not None:
        young = resting.where(RUN.c.project == project, RUN.c.started_utc >= limits.older_than_utc)
        kept |= set(connection.execute(young).scalars())
    return kept


def _measure(connection: Connection, numbers: Iterable[int]) -> Pruned:
    found: list[tuple[str, str]] = []
    freed = 0
    for chunk in cut(sorted(numbers)):
        rows = connection.execute(
            select(RUN.c.started_utc, RUN.c.run_id, func.length(EVIDENCE.c.content).label("size"))
            .join(EVIDENCE, EVIDENCE.c.digest == RUN.c.digest, isouter=True)
            .where(RUN.c.run_no.in_(chunk))
        )
        for started_utc, run_id, size in rows:
            found.append((started_utc, run_id))
            freed += size or 0
    return Pruned(tuple(run_id for _, run_id in sorted(set(found))), freed)


def _drop(connection: Connection, run_no: int, now_utc: str) -> None:
    digest = connection.execute(select(RUN.c.digest).where(RUN.c.run_no == run_no)).scalar_one()
    delete_rows(connection, EVIDENCE.c.digest, [digest])
    tried_again = select(OUTCOME.c.item_no).where(OUTCOME.c.run_no == run_no, OUTCOME.c.attempt > 0)
    connection.execute(
        delete(OUTCOME).where(
            OUTCOME.c.run_no == run_no,
            OUTCOME.c.outcome.not_in(REMAINING),
            OUTCOME.c.item_no.not_in(tried_again),
        )
    )
    connection.execute(update(RUN).where(RUN.c.run_no == run_no).values(pruned_utc=now_utc))
