"""Since when a story is done, and where it broke: a few look-ups in an index for each story."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, ScalarSelect, func, select

from storycontract.ledger.finding import NumberedState, load_states
from storycontract.ledger.history import Moment, StateRecord, StoryPast
from storycontract.ledger.preparing import to_unix_ms
from storycontract.ledger.schema import SCOPE, STATE, STORY, STORY_STATE, STORY_VERSION
from storycontract.ledger.states import DONE_KIND, READY_KIND, UNREADY_KIND

_NEVER = -1


def load_pasts(connection: Connection, project: str) -> dict[str, StoryPast]:
    """Load the past of every story that was ever judged, by its id."""
    rows = connection.execute(_select_turns(project)).all()
    places = {place for row in rows for place in _list_places(row)}
    states = _load_by_place(connection, project, places)
    versions = _load_versions_when_done(connection, project)
    return {row.story_id: _tell(row, states, versions.get(row.story_no)) for row in rows}


def _select_turns(project: str) -> Any:
    ends = (
        select(
            STORY.c.story_no,
            STORY.c.story_id,
            STORY.c.states_seen,
            STORY.c.states_flaky,
            _find(func.max, STORY, DONE_KIND).label("last_done"),
            _find(func.max, STORY, READY_KIND).label("last_ready"),
            _find(func.max, STORY, UNREADY_KIND).label("last_unready"),
            _find(func.min, STORY, DONE_KIND).label("first_done"),
            _find(func.min, STORY, READY_KIND).label("first_ready"),
        )
        .where(STORY.c.project == project, STORY.c.states_seen > 0)
        .subquery()
    )
    after_break = (
        STORY_STATE.c.place > func.coalesce(ends.c.last_ready, _NEVER),
        STORY_STATE.c.place > func.coalesce(ends.c.last_unready, _NEVER),
    )
    after_done = STORY_STATE.c.place > ends.c.last_done
    return select(
        ends,
        _find(func.min, ends, DONE_KIND, *after_break).label("since"),
        _find(func.min, ends, READY_KIND, after_done).label("broke_ready"),
        _find(func.min, ends, UNREADY_KIND, after_done).label("broke_unready"),
    ).order_by(ends.c.story_id)


def _find(
    extreme: Any, stories: FromClause, kind: int, *conditions: ColumnElement[bool]
) -> ScalarSelect[int | None]:
    return (
        select(extreme(STORY_STATE.c.place))
        .where(STORY_STATE.c.story_no == stories.c.story_no, STORY_STATE.c.kind == kind, *conditions)
        .correlate(stories)
        .scalar_subquery()
    )


def _list_places(row: Row[Any]) -> Iterable[int]:
    found = (
        row.last_done,
        row.since,
        row.first_done,
        row.first_ready,
        _find_break(row),
        _find_last_open(row),
    )
    return (place for place in found if place is not None)


def _find_break(row: Row[Any]) -> int | None:
    return min((place for place in (row.broke_ready, row.broke_unready) if place is not None), default=None)


def _find_last_open(row: Row[Any]) -> int | None:
    return max((place for place in (row.last_ready, row.last_unready) if place is not None), default=None)


def _load_by_place(connection: Connection, project: str, places: set[int]) -> dict[int, StateRecord]:
    query = (
        select(STATE.c.state_no, STATE.c.place)
        .join(SCOPE, SCOPE.c.scope_no == STATE.c.scope_no)
        .where(SCOPE.c.project == project, STATE.c.place.is_not(None))
        .order_by(STATE.c.state_no)
    )
    numbers = {row.state_no: row.place for row in connection.execute(query) if row.place in places}
    found: dict[int, NumberedState] = load_states(connection, numbers)
    return {numbers[state_no]: state.record for state_no, state in found.items()}


def _load_versions_when_done(connection: Connection, project: str) -> dict[int, Any]:
    last = (
        select(STORY.c.story_no, _find(func.max, STORY, DONE_KIND).label("place"))
        .where(STORY.c.project == project)
        .subquery()
    )
    rows = connection.execute(
        select(STORY_STATE.c.story_no, STORY_VERSION.c.fingerprint, STORY_VERSION.c.binding)
        .select_from(last)
        .join(
            STORY_STATE,
            (STORY_STATE.c.story_no == last.c.story_no)
            & (STORY_STATE.c.kind == DONE_KIND)
            & (STORY_STATE.c.place == last.c.place),
        )
        .join(STORY_VERSION, STORY_VERSION.c.version_no == STORY_STATE.c.version_no)
    )
    return {row.story_no: row for row in rows}


def _tell(row: Row[Any], states: dict[int, StateRecord], version: Row[Any] | None) -> StoryPast:
    last_done = states.get(row.last_done)
    return StoryPast(
        last_done=None if last_done is None else _at_end(last_done),
        done_since=_turn(states.get(row.since), _find_last_open(row)),
        broke_in=_turn(states.get(_find_break(row) or _NEVER), row.last_done),
        first_done=_turn(states.get(row.first_done), None),
        first_ready=_turn(states.get(_find_first_ready(row) or _NEVER), None),
        states_seen=row.states_seen,
        states_flaky=row.states_flaky,
        fingerprint=version.fingerprint if version else None,
        binding=version.binding if version else None,
        contract_digest=last_done.key.contract_digest if last_done else None,
    )


def _find_first_ready(row: Row[Any]) -> int | None:
    # What was done was specified.
    return min((place for place in (row.first_ready, row.first_done) if place is not None), default=None)


def _turn(state: StateRecord | None, before: int | None) -> Moment | None:
    """Name the run with which a state began, or came back after what was `before`."""
    if state is None:
        return None
    if before is not None and to_unix_ms(state.first_started_utc) << 8 <= before:
        return _at_end(state)
    return _mark(state, state.first_run_id, state.first_started_utc)


def _at_end(state: StateRecord) -> Moment:
    return _mark(state, state.last_run_id, state.last_started_utc)


def _mark(state: StateRecord, run_id: str, at_utc: str) -> Moment:
    return Moment(run_id, at_utc, state.commit, state.key.scope_digest, state.key.contract_digest)
