"""What is remembered, out of the tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from storycontract.evidence.record import Outcome
from storycontract.ledger.bulk import cut
from storycontract.ledger.memory import CaseBinding, CaseMemory, Memory
from storycontract.ledger.preparing import CHECKS_NOTHING, OUTCOMES
from storycontract.ledger.schema import (
    CASE_BINDING,
    CASE_MEMORY,
    ITEM,
    ITEM_DURATION,
    PROBLEM,
    RUN,
    SCOPE,
    STORY,
    STORY_CASE,
)


def load_memory(connection: Connection, project: str, fingerprints: Iterable[str] | None) -> Memory:
    """Load what is remembered of a project, or only of the cases with some fingerprints."""
    wanted: list[list[str] | None] = [None] if fingerprints is None else [*cut(sorted(set(fingerprints)))]
    known = _Known(_load_stories(connection, project), _load_runs(connection, project))
    cases: dict[tuple[str, str, str], CaseMemory] = {}
    bindings: dict[tuple[str, str], CaseBinding] = {}
    for chunk in wanted:
        cases.update(_recall_cases(connection.execute(_narrow(_select_cases(), chunk)).all(), known))
        bindings.update(_recall_bindings(connection.execute(_narrow(_select_bindings(), chunk)).all(), known))
    tried = connection.execute(select(STORY.c.story_id).where(STORY.c.project == project, STORY.c.was_tried))
    return Memory(cases, bindings, frozenset(tried.scalars()))


def load_durations(connection: Connection, project: str) -> dict[str, float]:
    """Load how many seconds each item took when it last ran, by its node id."""
    rows = connection.execute(
        select(ITEM.c.node_id, ITEM_DURATION.c.duration_ms)
        .join(ITEM_DURATION, ITEM_DURATION.c.item_no == ITEM.c.item_no)
        .join(STORY_CASE, STORY_CASE.c.case_no == ITEM.c.case_no)
        .join(STORY, STORY.c.story_no == STORY_CASE.c.story_no)
        .where(STORY.c.project == project)
        .order_by(ITEM_DURATION.c.started_ms, ITEM_DURATION.c.duration_ms)
    )
    return {node_id: duration_ms / 1000 for node_id, duration_ms in rows}


@dataclass(frozen=True, slots=True)
class _Known:
    """The stories and the runs of a project, by number: cheaper to look up here than to join."""

    stories: Mapping[int, str]
    runs: Mapping[int, tuple[str, str, str]]


def _load_stories(connection: Connection, project: str) -> dict[int, str]:
    rows = connection.execute(select(STORY.c.story_no, STORY.c.story_id).where(STORY.c.project == project))
    return {row.story_no: row.story_id for row in rows}


def _load_runs(connection: Connection, project: str) -> dict[int, tuple[str, str, str]]:
    rows = connection.execute(
        select(RUN.c.run_no, RUN.c.started_utc, RUN.c.run_id, SCOPE.c.digest)
        .join(SCOPE, SCOPE.c.scope_no == RUN.c.scope_no)
        .where(RUN.c.project == project)
    )
    return {run_no: (started_utc, run_id, digest) for run_no, started_utc, run_id, digest in rows}


def _select_cases() -> Select[Any]:
    memory = CASE_MEMORY.c
    return (
        select(
            STORY_CASE.c.story_no,
            STORY_CASE.c.fingerprint,
            memory.environment,
            memory.run_no,
            memory.attempt,
            memory.outcome,
            memory.flags,
            memory.start_ms,
            memory.duration_ms,
            ITEM.c.criterion_id,
            ITEM.c.node_id,
            ITEM.c.variant,
        )
        .select_from(CASE_MEMORY)
        .join(STORY_CASE, STORY_CASE.c.case_no == memory.case_no)
        .join(ITEM, ITEM.c.item_no == memory.item_no)
    )


def _select_bindings() -> Select[Any]:
    binding = CASE_BINDING.c
    return (
        select(
            STORY_CASE.c.story_no,
            STORY_CASE.c.fingerprint,
            binding.run_no,
            binding.is_bound,
            PROBLEM.c.sentence,
        )
        .select_from(CASE_BINDING)
        .join(STORY_CASE, STORY_CASE.c.case_no == binding.case_no)
        .join(PROBLEM, PROBLEM.c.problem_no == binding.problem_no, isouter=True)
    )


def _narrow(query: Select[Any], fingerprints: list[str] | None) -> Select[Any]:
    return query if fingerprints is None else query.where(STORY_CASE.c.fingerprint.in_(fingerprints))


def _recall_cases(rows: Sequence[Any], known: _Known) -> Iterator[tuple[tuple[str, str, str], CaseMemory]]:
    add_ms = cache(_add_ms)
    for row in rows:
        story_no, fingerprint, environment, run_no, attempt, outcome, flags, start_ms, duration_ms, *names = (
            row
        )
        if story_no not in known.stories:
            continue
        started_utc, run_id, scope_digest = known.runs[run_no]
        criterion_id, node_id, variant = names
        yield (
            (known.stories[story_no], fingerprint, environment),
            CaseMemory(
                run_id=run_id,
                run_started_utc=started_utc,
                scope_digest=scope_digest,
                outcome=OUTCOMES[outcome] or Outcome.ABORTED,
                attempt=attempt,
                attempt_started_utc=add_ms(started_utc, start_ms),
                criterion_id=criterion_id,
                node_id=node_id,
                variant=variant,
                duration_ms=duration_ms,
                checks_nothing=bool(flags & CHECKS_NOTHING),
            ),
        )


def _recall_bindings(rows: Sequence[Any], known: _Known) -> Iterator[tuple[tuple[str, str], CaseBinding]]:
    for story_no, fingerprint, run_no, is_bound, sentence in rows:
        if story_no in known.stories:
            started_utc, run_id, _ = known.runs[run_no]
            yield (
                (known.stories[story_no], fingerprint),
                CaseBinding(bool(is_bound), sentence, (started_utc, run_id)),
            )


def _add_ms(utc: str, milliseconds: int) -> str:
    try:
        moment = datetime.fromisoformat(utc) + timedelta(milliseconds=milliseconds)
    except (ValueError, OverflowError):
        return utc
    return moment.isoformat(timespec="milliseconds")
