"""Standings that change when a rival, a copy or a withdrawal arrives."""

from collections.abc import Iterable

from sqlalchemy import Connection, select, tuple_, update

from storycontract.evidence.journal import SUFFIX
from storycontract.evidence.record import Withdrawal
from storycontract.ledger.bulk import cut
from storycontract.ledger.remembering import remember_again, select_rows
from storycontract.ledger.schema import OUTCOME, RUN, RUN_SCOPE, SCOPE, WITHDRAWAL
from storycontract.ledger.standing import Claimant, Standing, index_withdrawals, judge_standings

_CLAIM = (RUN.c.run_id, RUN.c.shard_index, RUN.c.shard_total)


def judge_claim(connection: Connection, run_no: int) -> Standing:
    """Judge a run beside all that claim to be the same shard of it, and these beside it.

    The run itself is not remembered yet.
    """
    claim = connection.execute(select(*_CLAIM).where(RUN.c.run_no == run_no)).one()
    changed = _restate(connection, tuple(claim))
    _recall(connection, changed - {run_no})
    _raise_revisions(connection, changed | {run_no})
    stored = connection.execute(select(RUN.c.standing).where(RUN.c.run_no == run_no)).scalar_one()
    return Standing(stored)


def judge_withdrawn(connection: Connection, withdrawals: Iterable[Withdrawal]) -> None:
    """Judge again what withdrawals may speak of."""
    names = {each.run.rsplit("/", maxsplit=1)[-1] for each in withdrawals}
    claims: set[tuple[str, int, int]] = set()
    for chunk in cut(sorted(names)):
        digests = [name.removesuffix(SUFFIX) for name in chunk]
        query = select(*_CLAIM).where(RUN.c.run_id.in_(chunk) | RUN.c.digest.in_(digests))
        claims |= {(run_id, index, total) for run_id, index, total in connection.execute(query)}
    changed = {run_no for claim in sorted(claims) for run_no in _restate(connection, claim)}
    _recall(connection, changed)
    _raise_revisions(connection, changed)


def load_withdrawals(connection: Connection) -> tuple[Withdrawal, ...]:
    """Load all withdrawals, oldest first."""
    contents = connection.execute(select(WITHDRAWAL.c.content)).scalars()
    found = (Withdrawal.model_validate_json(content) for content in contents)
    return tuple(sorted(found, key=lambda each: (each.at_utc, each.run, each.reason, each.by)))


def _restate(connection: Connection, claim: tuple[str, int, int]) -> set[int]:
    """Judge all that make one claim; give those of which something else is true now."""
    columns = (RUN.c.run_no, RUN.c.standing, RUN.c.digest, RUN.c.run_id, RUN.c.lines_digest)
    rows = connection.execute(select(*columns).where(tuple_(*_CLAIM) == claim)).all()
    claimants = [Claimant(row.digest, row.run_id, row.lines_digest) for row in rows]
    standings = judge_standings(claimants, index_withdrawals(load_withdrawals(connection)))
    changed = {row.run_no: standings[row.digest] for row in rows if standings[row.digest] != row.standing}
    for run_no, standing in changed.items():
        connection.execute(update(RUN).where(RUN.c.run_no == run_no).values(standing=standing))
    return set(changed)


def _recall(connection: Connection, run_nos: set[int]) -> None:
    """Remember again what runs speak of that count no more, or again."""
    for run_no in sorted(run_nos):
        project = connection.execute(select(RUN.c.project).where(RUN.c.run_no == run_no)).scalar_one()
        rows = connection.execute(select_rows().where(OUTCOME.c.run_no == run_no)).all()
        cases = {row.case_no for row in rows}
        remember_again(connection, project, cases, {row.story_no for row in rows})


def _raise_revisions(connection: Connection, run_nos: set[int]) -> None:
    scopes = select(RUN_SCOPE.c.scope_no).where(RUN_SCOPE.c.run_no.in_(run_nos), RUN_SCOPE.c.is_start)
    connection.execute(
        update(SCOPE).where(SCOPE.c.scope_no.in_(scopes)).values(revision=SCOPE.c.revision + 1)
    )
