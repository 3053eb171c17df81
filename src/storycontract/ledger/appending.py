"""A prepared run into the tables."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from storycontract.evidence.folding import ItemKey
from storycontract.ledger.bulk import cut, delete_rows, find_next_number, insert_rows, number_new
from storycontract.ledger.preparing import PreparedRun, compress, to_unix_ms
from storycontract.ledger.remembering import CountingRun, IndexedRow, remember_run
from storycontract.ledger.restanding import judge_claim
from storycontract.ledger.schema import (
    CONTRACT,
    EVIDENCE,
    ITEM,
    ITEM_DURATION,
    OUTCOME,
    PROBLEM,
    RUN,
    RUN_SCOPE,
    SCOPE,
    STATE,
    STORY_CASE,
)
from storycontract.ledger.standing import Standing
from storycontract.ledger.states import number_stories

_SHORT = 16
"""Bytes of a digest that only tells rows of one table apart."""


def append_run(connection: Connection, run: PreparedRun) -> bool:
    """Append a run with all that is derived from it; false where it was there before."""
    if _is_known(connection, run):
        return False
    run_no = _insert_run(connection, run)
    rows = _insert_outcomes(connection, run_no, run)
    _keep_durations(connection, run, rows)
    if judge_claim(connection, run_no) is Standing.COUNTS:
        header = run.header
        counting = CountingRun(run_no, (header.started_utc, header.run_id), header.environment, run.digest)
        remember_run(connection, header.project, counting, rows)
    return True


def _is_known(connection: Connection, run: PreparedRun) -> bool:
    known = connection.execute(select(RUN.c.pruned_utc).where(RUN.c.digest == run.digest)).first()
    if known is None:
        return False
    if known.pruned_utc is None:
        # The file came again: what is stored of it may be what was damaged.
        stored = select(EVIDENCE.c.content).where(EVIDENCE.c.digest == run.digest)
        if connection.execute(stored).scalar() != run.compressed:
            delete_rows(connection, EVIDENCE.c.digest, [run.digest])
            insert_rows(connection, EVIDENCE, [(run.digest, run.compressed)])
    return True


def _insert_run(connection: Connection, run: PreparedRun) -> int:
    header, source = run.header, run.header.source
    run_no = find_next_number(connection, RUN.c.run_no)
    contract_no = _number_contract(connection, run)
    scopes = {
        digest: _number_scope(connection, header.project, digest) for digest in sorted(run.touched_scopes)
    }
    insert_rows(connection, EVIDENCE, [(run.digest, run.compressed)])
    connection.execute(
        insert(RUN).values(
            run_no=run_no,
            digest=run.digest,
            run_id=header.run_id,
            project=header.project,
            shard_index=header.shard.index,
            shard_total=header.shard.total,
            environment=header.environment,
            started_utc=header.started_utc,
            commit_id=source.commit,
            tree=source.tree,
            is_dirty=source.dirty,
            is_whole=run.is_whole,
            scope_no=scopes[source.scope_digest],
            contract_no=contract_no,
            header=header.model_copy(update={"contract": ()}).model_dump_json(),
            ending=run.end.model_dump_json(),
            lines_digest=run.lines_digest,
            standing=Standing.COPY,
        )
    )
    connection.execute(
        insert(RUN_SCOPE),
        [
            {"scope_no": scope_no, "run_no": run_no, "is_start": digest in run.scope_digests}
            for digest, scope_no in scopes.items()
        ],
    )
    _add_state(connection, scopes[source.scope_digest], contract_no)
    return run_no


def _number_contract(connection: Connection, run: PreparedRun) -> int:
    query = select(CONTRACT.c.contract_no).where(CONTRACT.c.digest == run.contract_digest)
    known: int | None = connection.execute(query).scalar()
    if known is not None:
        return known
    number = find_next_number(connection, CONTRACT.c.contract_no)
    insert_rows(connection, CONTRACT, [(number, run.contract_digest, compress(run.contract))])
    return number


def _number_scope(connection: Connection, project: str, digest: str) -> int:
    query = select(SCOPE.c.scope_no).where(SCOPE.c.project == project, SCOPE.c.digest == digest)
    known: int | None = connection.execute(query).scalar()
    if known is not None:
        return known
    number = find_next_number(connection, SCOPE.c.scope_no)
    insert_rows(connection, SCOPE, [(number, project, digest, 0)])
    return number


def _add_state(connection: Connection, scope_no: int, contract_no: int) -> None:
    known = select(STATE.c.state_no).where(STATE.c.scope_no == scope_no, STATE.c.contract_no == contract_no)
    if connection.execute(known).first() is None:
        number = find_next_number(connection, STATE.c.state_no)
        insert_rows(connection, STATE, [(number, scope_no, contract_no, None, None, None, None)])


@dataclass(frozen=True, slots=True)
class _Numbers:
    """By what numbers the tables know an item."""

    item_no: int
    case_no: int
    story_no: int


def _insert_outcomes(connection: Connection, run_no: int, run: PreparedRun) -> list[IndexedRow]:
    numbers = _number_items(connection, run.header.project, {row.item for row in run.rows})
    problems = _number_problems(connection, {row.problem for row in run.rows if row.problem is not None})
    rows = []
    for row_no, row in enumerate(run.rows):
        known = numbers[row.item]
        rows.append(
            IndexedRow(
                run_no,
                row_no,
                known.item_no,
                row.attempt,
                row.outcome,
                row.flags,
                row.start_ms,
                row.duration_ms,
                None if row.problem is None else problems[row.problem],
                known.case_no,
                known.story_no,
            )
        )
    insert_rows(connection, OUTCOME, [row.stored for row in rows])
    return rows


def _number_items(connection: Connection, project: str, keys: set[ItemKey]) -> dict[ItemKey, _Numbers]:
    digests = {_digest_item(project, key): key for key in keys}
    known = {digests[digest]: numbers for digest, numbers in _load_items(connection, digests).items()}
    missing = sorted(keys - known.keys())
    if not missing:
        return known
    stories = number_stories(connection, project, {key.story_id for key in missing})
    cases = _number_cases(connection, {(key.fingerprint, stories[key.story_id]) for key in missing})
    rows = []
    for item_no, key in enumerate(missing, start=find_next_number(connection, ITEM.c.item_no)):
        story_no = stories[key.story_id]
        case_no = cases[key.fingerprint, story_no]
        known[key] = _Numbers(item_no, case_no, story_no)
        rows.append(
            (item_no, _digest_item(project, key), case_no, key.criterion_id, key.node_id, key.variant)
        )
    insert_rows(connection, ITEM, rows)
    return known


def _load_items(connection: Connection, digests: Iterable[bytes]) -> dict[bytes, _Numbers]:
    query = select(ITEM.c.digest, ITEM.c.item_no, ITEM.c.case_no, STORY_CASE.c.story_no).join(
        STORY_CASE, STORY_CASE.c.case_no == ITEM.c.case_no
    )
    found: dict[bytes, _Numbers] = {}
    for chunk in cut(digests):
        for digest, item_no, case_no, story_no in connection.execute(query.where(ITEM.c.digest.in_(chunk))):
            found[bytes(digest)] = _Numbers(item_no, case_no, story_no)
    return found


def _number_cases(connection: Connection, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], int]:
    table = STORY_CASE.c
    known: dict[tuple[str, int], int] = {}
    for chunk in cut(sorted({fingerprint for fingerprint, _ in wanted})):
        query = select(table.fingerprint, table.story_no, table.case_no).where(table.fingerprint.in_(chunk))
        known.update(((text, story_no), case_no) for text, story_no, case_no in connection.execute(query))
    new = number_new(connection, table.case_no, wanted - known.keys())
    insert_rows(
        connection, STORY_CASE, [(number, story_no, text) for (text, story_no), number in new.items()]
    )
    return known | new


def _number_problems(connection: Connection, sentences: set[str]) -> dict[str, int]:
    digests = {_digest(sentence): sentence for sentence in sentences}
    known: dict[str, int] = {}
    for chunk in cut(sorted(digests)):
        query = select(PROBLEM.c.digest, PROBLEM.c.problem_no).where(PROBLEM.c.digest.in_(chunk))
        known.update((digests[bytes(digest)], number) for digest, number in connection.execute(query))
    new = number_new(connection, PROBLEM.c.problem_no, sentences - known.keys())
    insert_rows(connection, PROBLEM, [(number, _digest(text), text) for text, number in new.items()])
    return known | new


def _keep_durations(connection: Connection, run: PreparedRun, rows: Iterable[IndexedRow]) -> None:
    started_ms = to_unix_ms(run.header.started_utc)
    took = {row.item_no: (started_ms + row.start_ms, row.duration_ms) for row in rows if row.duration_ms}
    for chunk in cut(sorted(took)):
        query = select(ITEM_DURATION).where(ITEM_DURATION.c.item_no.in_(chunk))
        for item_no, *known in connection.execute(query):
            if tuple(known) >= took[item_no]:
                del took[item_no]
    delete_rows(connection, ITEM_DURATION.c.item_no, took)
    insert_rows(connection, ITEM_DURATION, [(item_no, *values) for item_no, values in took.items()])


def _digest_item(project: str, key: ItemKey) -> bytes:
    return _digest(project, key.node_id, key.story_id, key.criterion_id, key.fingerprint, key.variant)


def _digest(*names: object) -> bytes:
    return hashlib.sha256(json.dumps(names).encode()).digest()[:_SHORT]
