"""What is remembered of every case: kept up with every run, in whatever order runs come."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, Table, or_, select, update

from storycontract.evidence.record import Outcome
from storycontract.ledger.bulk import cut, delete_rows, insert_rows
from storycontract.ledger.preparing import BOUND, OUTCOMES, PLANNED
from storycontract.ledger.schema import CASE_BINDING, CASE_MEMORY, ITEM, OUTCOME, RUN, STORY, STORY_CASE
from storycontract.ledger.standing import Standing

_TRIED = {OUTCOMES.index(Outcome.PASSED), OUTCOMES.index(Outcome.FAILED)}

FEW = 1_000
"""So few cases are looked for by number in each run; more are found by reading all rows of a run."""

Age = tuple[str, str]


@dataclass(frozen=True, slots=True)
class IndexedRow:
    """A row of `outcome` with the case and the story that it is about."""

    run_no: int
    row_no: int
    item_no: int
    attempt: int
    outcome: int
    flags: int
    start_ms: int
    duration_ms: int
    problem_no: int | None
    case_no: int
    story_no: int

    @property
    def stored(self) -> tuple[int | None, ...]:
        """The values of its columns in `outcome`."""
        return (
            self.run_no,
            self.row_no,
            self.item_no,
            self.attempt,
            self.outcome,
            self.flags,
            self.start_ms,
            self.duration_ms,
            self.problem_no,
        )


@dataclass(frozen=True, slots=True)
class CountingRun:
    """A run that counts; those of one age, (start, run id), are shards that started at one moment."""

    run_no: int
    age: Age
    environment: str
    digest: str


@dataclass(slots=True)
class Recollection:
    """The newest attempt of each case in each environment, its newest plan, and which stories were tried."""

    attempts: dict[tuple[int, str], IndexedRow] = field(default_factory=dict)
    bindings: dict[int, tuple[int, bool, int | None]] = field(default_factory=dict)
    tried: set[int] = field(default_factory=set)

    def add_older(self, other: "Recollection") -> None:
        """Take what only an older recollection knows."""
        self.attempts = other.attempts | self.attempts
        self.bindings = other.bindings | self.bindings
        self.tried |= other.tried


def recollect(runs: Iterable[tuple[CountingRun, Sequence[IndexedRow]]]) -> Recollection:
    """Recollect what runs of one age say; their order does not matter."""
    found = Recollection()
    order = sorted(runs, key=lambda each: each[0].digest)
    last: dict[tuple[int, str], tuple[int, int]] = {}
    for run, rows in order:
        for row in rows:
            if row.flags & PLANNED:
                _add_plan(found, row)
            if row.outcome:
                key = (row.case_no, run.environment)
                if (row.start_ms, row.attempt) >= last.get(key, (0, 0)):
                    last[key] = (row.start_ms, row.attempt)
                    found.attempts[key] = row
            if row.outcome in _TRIED:
                found.tried.add(row.story_no)
    return found


def remember_run(connection: Connection, project: str, run: CountingRun, rows: Sequence[IndexedRow]) -> None:
    """Remember a run that counts, wherever it is newer than what is remembered."""
    found = recollect([(run, rows)])
    seen = _load_ages(connection, CASE_MEMORY, {case for case, _ in found.attempts}, run.environment)
    planned = _load_ages(connection, CASE_BINDING, found.bindings, None)
    tied = {case for ages in (seen, planned) for case, age in ages.items() if age == run.age}
    newer = Recollection(
        attempts={key: row for key, row in found.attempts.items() if _is_older(seen.get(key[0]), run.age)},
        bindings={
            case: told for case, told in found.bindings.items() if _is_older(planned.get(case), run.age)
        },
        tried=found.tried,
    )
    _save(connection, newer)
    if tied:
        remember_again(connection, project, tied, set())


def remember_again(connection: Connection, project: str, cases: set[int], stories: set[int]) -> None:
    """Forget some cases and stories, and remember them by the runs that count now.

    What is remembered of a pruned run is kept as it is: its rows are gone.
    """
    pruned = _list_pruned(connection, project)
    kept = _load_pruned(connection, pruned, cases) if pruned else {}
    found = Recollection()
    groups = _list_newest_first(connection, project)
    environments = {run.environment for group in groups for run in group}
    for group in groups:
        missing = _list_missing(found, cases, stories, environments)
        if not missing.cases and not missing.stories:
            break
        found.add_older(recollect((run, _load_rows(connection, run, missing)) for run in group))
        for run in group:
            found.add_older(kept.get(run.run_no, Recollection()))
    found.tried &= stories
    # What a pruned run tried is not known any more, so whatever was tried stays tried.
    _forget(connection, cases, set() if pruned else stories - found.tried)
    _save(connection, found)


@dataclass(frozen=True, slots=True)
class _Missing:
    """Of which cases and stories nothing newer can be said yet."""

    cases: set[int]
    stories: set[int]


def _list_missing(
    found: Recollection, cases: Iterable[int], stories: Iterable[int], environments: Collection[str]
) -> _Missing:
    return _Missing(
        {
            case
            for case in cases
            if case not in found.bindings or any((case, name) not in found.attempts for name in environments)
        },
        {story for story in stories if story not in found.tried},
    )


def _add_plan(found: Recollection, row: IndexedRow) -> None:
    run_no, is_bound, problem = found.bindings.get(row.case_no, (row.run_no, False, None))
    is_bound = is_bound or bool(row.flags & BOUND)
    found.bindings[row.case_no] = (run_no, is_bound, problem if problem is not None else row.problem_no)


def _is_older(known: Age | None, age: Age) -> bool:
    return known is None or known < age


def _load_ages(
    connection: Connection, table: Table, cases: Iterable[int], environment: str | None
) -> dict[int, Age]:
    ages: dict[int, Age] = {}
    query = select(table.c.case_no, RUN.c.started_utc, RUN.c.run_id).join(RUN, RUN.c.run_no == table.c.run_no)
    if environment is not None:
        query = query.where(table.c.environment == environment)
    for chunk in cut(sorted(cases)):
        rows = connection.execute(query.where(table.c.case_no.in_(chunk)))
        ages.update((case_no, (started_utc, run_id)) for case_no, started_utc, run_id in rows)
    return ages


def _list_pruned(connection: Connection, project: str) -> set[int]:
    query = select(RUN.c.run_no).where(
        RUN.c.project == project, RUN.c.pruned_utc.is_not(None), RUN.c.standing == Standing.COUNTS
    )
    return set(connection.execute(query).scalars())


def _load_pruned(connection: Connection, runs: set[int], cases: set[int]) -> dict[int, Recollection]:
    kept: dict[int, Recollection] = {}
    memory, binding = CASE_MEMORY.c, CASE_BINDING.c
    attempts = select(
        memory.environment,
        memory.run_no,
        memory.row_no,
        memory.item_no,
        memory.attempt,
        memory.outcome,
        memory.flags,
        memory.start_ms,
        memory.duration_ms,
        memory.case_no,
    )
    for environment, *values, case_no in connection.execute(attempts):
        if case_no in cases and values[0] in runs:
            row = _restore(values, case_no)
            kept.setdefault(row.run_no, Recollection()).attempts[case_no, environment] = row
    bindings = select(binding.case_no, binding.run_no, binding.is_bound, binding.problem_no)
    for case_no, run_no, is_bound, problem_no in connection.execute(bindings):
        if case_no in cases and run_no in runs:
            kept.setdefault(run_no, Recollection()).bindings[case_no] = (run_no, is_bound, problem_no)
    return kept


def _restore(values: Sequence[int], case_no: int) -> IndexedRow:
    run_no, row_no, item_no, attempt, outcome, flags, start_ms, duration_ms = values
    return IndexedRow(
        run_no, row_no, item_no, attempt, outcome, flags, start_ms, duration_ms, None, case_no, story_no=0
    )


def _list_newest_first(connection: Connection, project: str) -> list[list[CountingRun]]:
    query = (
        select(RUN.c.run_no, RUN.c.started_utc, RUN.c.run_id, RUN.c.environment, RUN.c.digest)
        .where(RUN.c.project == project, RUN.c.standing == Standing.COUNTS)
        .order_by(RUN.c.started_utc.desc(), RUN.c.run_id.desc())
    )
    runs = [
        CountingRun(run_no, (started_utc, run_id), environment, digest)
        for run_no, started_utc, run_id, environment, digest in connection.execute(query)
    ]
    runs.sort(key=attrgetter("age"), reverse=True)
    return [list(group) for _, group in groupby(runs, key=attrgetter("age"))]


def select_rows() -> Select[Any]:
    """Select the rows of `outcome` as `IndexedRow` has them."""
    return (
        select(*OUTCOME.columns, ITEM.c.case_no, STORY_CASE.c.story_no)
        .join(ITEM, ITEM.c.item_no == OUTCOME.c.item_no)
        .join(STORY_CASE, STORY_CASE.c.case_no == ITEM.c.case_no)
    )


def _load_rows(connection: Connection, run: CountingRun, missing: _Missing) -> list[IndexedRow]:
    query = select_rows().where(OUTCOME.c.run_no == run.run_no).order_by(OUTCOME.c.row_no)
    if len(missing.cases) + len(missing.stories) <= FEW:
        query = query.where(
            or_(ITEM.c.case_no.in_(missing.cases), STORY_CASE.c.story_no.in_(missing.stories))
        )
    rows = (IndexedRow(*values) for values in connection.execute(query))
    return [row for row in rows if row.case_no in missing.cases or row.story_no in missing.stories]


def _forget(connection: Connection, cases: set[int], stories: set[int]) -> None:
    delete_rows(connection, CASE_MEMORY.c.case_no, cases)
    delete_rows(connection, CASE_BINDING.c.case_no, cases)
    _mark_tried(connection, stories, was_tried=False)


def _save(connection: Connection, found: Recollection) -> None:
    for environment in sorted({environment for _, environment in found.attempts}):
        cases = {case for case, name in found.attempts if name == environment}
        delete_rows(connection, CASE_MEMORY.c.case_no, cases, CASE_MEMORY.c.environment == environment)
    insert_rows(
        connection,
        CASE_MEMORY,
        [
            (
                case_no,
                environment,
                row.run_no,
                row.row_no,
                row.item_no,
                row.attempt,
                row.outcome,
                row.flags,
                row.start_ms,
                row.duration_ms,
            )
            for (case_no, environment), row in found.attempts.items()
        ],
    )
    delete_rows(connection, CASE_BINDING.c.case_no, found.bindings)
    insert_rows(connection, CASE_BINDING, [(case, *told) for case, told in found.bindings.items()])
    _mark_tried(connection, found.tried, was_tried=True)


def _mark_tried(connection: Connection, stories: Iterable[int], *, was_tried: bool) -> None:
    for chunk in cut(sorted(stories)):
        connection.execute(
            update(STORY)
            .where(STORY.c.story_no.in_(chunk), STORY.c.was_tried.is_(not was_tried))
            .values(was_tried=was_tried)
        )
