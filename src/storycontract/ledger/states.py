"""States of the code and the contract: what was judged of each, and which have to be judged."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from storycontract.ledger.bulk import cut, insert_rows, number_new
from storycontract.ledger.history import DONE, VERDICTS, StateKey, StateVerdicts, StoryStateRecord
from storycontract.ledger.preparing import to_unix_ms
from storycontract.ledger.schema import (
    CONTRACT,
    RUN,
    SCOPE,
    STATE,
    STORY,
    STORY_STATE,
    STORY_VERSION,
)
from storycontract.ledger.standing import Standing

DONE_KIND, READY_KIND, UNREADY_KIND = 2, 1, 0


def list_unjudged(connection: Connection, project: str, limit: int | None) -> tuple[StateKey, ...]:
    """List the states of which something else is known than they were judged by, oldest first."""
    started = (
        select(func.min(RUN.c.started_utc))
        .where(RUN.c.scope_no == STATE.c.scope_no, RUN.c.contract_no == STATE.c.contract_no)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(SCOPE.c.digest, CONTRACT.c.digest)
        .select_from(STATE)
        .join(SCOPE, SCOPE.c.scope_no == STATE.c.scope_no)
        .join(CONTRACT, CONTRACT.c.contract_no == STATE.c.contract_no)
        .where(
            SCOPE.c.project == project,
            STATE.c.judged_revision.is_(None) | (STATE.c.judged_revision != SCOPE.c.revision),
        )
        .order_by(started, SCOPE.c.digest, CONTRACT.c.digest)
        .limit(limit)
    )
    return tuple(StateKey(scope, contract) for scope, contract in rows)


def save_verdicts(connection: Connection, verdicts: StateVerdicts) -> bool:
    """Replace what was judged of a state; false where there is no such state, or more is known of it."""
    state = _find_state(connection, verdicts.project, verdicts.key)
    if state is None or (state.judged_revision or -1) > verdicts.revision:
        return False
    place = _place_state(connection, state, verdicts.key)
    _remove_verdicts(connection, state.state_no)
    # Without a run that counts there is nothing to tell of it, whatever was judged.
    stories = {} if place is None else verdicts.stories
    _insert_verdicts(connection, verdicts.project, state.state_no, place or 0, stories)
    counts = Counter(story.verdict for story in stories.values())
    connection.execute(
        update(STATE)
        .where(STATE.c.state_no == state.state_no)
        .values(
            judged_revision=verdicts.revision,
            place=place,
            counts=json.dumps(counts),
            flaky=sum(story.is_flaky for story in stories.values()),
        )
    )
    return True


def load_verdicts(connection: Connection, state_nos: Iterable[int]) -> dict[int, dict[str, StoryStateRecord]]:
    """Load the stories of some states, by the number of the state and the id of the story."""
    found: dict[int, dict[str, StoryStateRecord]] = {}
    table, version = STORY_STATE.c, STORY_VERSION.c
    versions: dict[int, tuple[str, str | None, str]] = {}
    query = (
        select(table.state_no, STORY.c.story_id, table.kind, table.verdict, table.is_flaky, table.version_no)
        .join(STORY, STORY.c.story_no == table.story_no)
        .where(table.state_no.in_(sorted(state_nos)))
        .order_by(STORY.c.story_id)
    )
    rows = connection.execute(query).all()
    for chunk in cut(sorted({row.version_no for row in rows})):
        for number, *values in connection.execute(
            select(version.version_no, version.fingerprint, version.binding, version.title).where(
                version.version_no.in_(chunk)
            )
        ):
            versions[number] = (values[0], values[1], values[2])
    for state_no, story_id, kind, verdict, is_flaky, version_no in rows:
        fingerprint, binding, title = versions[version_no]
        found.setdefault(state_no, {})[story_id] = StoryStateRecord(
            verdict=VERDICTS[verdict],
            is_flaky=is_flaky,
            is_specified=kind != UNREADY_KIND,
            fingerprint=fingerprint,
            binding=binding,
            title=title,
        )
    return found


def find_number(connection: Connection, project: str, key: StateKey) -> int | None:
    """Find the number of a state; None where no run was on it."""
    found = _find_state(connection, project, key)
    return None if found is None else int(found.state_no)


def _find_state(connection: Connection, project: str, key: StateKey) -> Row[Any] | None:
    return connection.execute(
        select(STATE)
        .join(SCOPE, SCOPE.c.scope_no == STATE.c.scope_no)
        .join(CONTRACT, CONTRACT.c.contract_no == STATE.c.contract_no)
        .where(
            SCOPE.c.project == project,
            SCOPE.c.digest == key.scope_digest,
            CONTRACT.c.digest == key.contract_digest,
        )
    ).first()


def _place_state(connection: Connection, state: Row[Any], key: StateKey) -> int | None:
    """Place a state in history by the start of its last run; None where it has none that counts."""
    last: str | None = connection.execute(
        select(func.max(RUN.c.started_utc)).where(
            RUN.c.scope_no == state.scope_no,
            RUN.c.contract_no == state.contract_no,
            RUN.c.standing == Standing.COUNTS,
        )
    ).scalar()
    # The digest tells states apart that began in the same millisecond, alike in every ledger.
    tail = hashlib.sha256(f"{key.scope_digest} {key.contract_digest}".encode()).digest()[:1]
    return None if last is None else to_unix_ms(last) << 8 | tail[0]


def _remove_verdicts(connection: Connection, state_no: int) -> None:
    rows = connection.execute(
        select(STORY_STATE.c.story_no, STORY_STATE.c.is_flaky).where(STORY_STATE.c.state_no == state_no)
    ).all()
    _count_stories(connection, {row.story_no for row in rows}, seen=-1, flaky=0)
    _count_stories(connection, {row.story_no for row in rows if row.is_flaky}, seen=0, flaky=-1)
    connection.execute(delete(STORY_STATE).where(STORY_STATE.c.state_no == state_no))


def _insert_verdicts(
    connection: Connection, project: str, state_no: int, place: int, stories: Mapping[str, StoryStateRecord]
) -> None:
    numbers = number_stories(connection, project, set(stories))
    versions = _number_versions(connection, set(stories.values()))
    rows = [
        (
            numbers[story_id],
            _rank(story),
            place,
            state_no,
            VERDICTS.index(story.verdict),
            story.is_flaky,
            versions[_digest_version(story)],
        )
        for story_id, story in stories.items()
    ]
    insert_rows(connection, STORY_STATE, sorted(rows))
    _count_stories(connection, set(numbers.values()), seen=1, flaky=0)
    flaky = {numbers[story_id] for story_id, story in stories.items() if story.is_flaky}
    _count_stories(connection, flaky, seen=0, flaky=1)


def number_stories(connection: Connection, project: str, ids: set[str]) -> dict[str, int]:
    """Give the numbers of stories, new ones where they have none yet."""
    known: dict[str, int] = {}
    for chunk in cut(sorted(ids)):
        query = select(STORY.c.story_id, STORY.c.story_no).where(
            STORY.c.project == project, STORY.c.story_id.in_(chunk)
        )
        known.update((story_id, story_no) for story_id, story_no in connection.execute(query))
    new = number_new(connection, STORY.c.story_no, ids - known.keys())
    insert_rows(
        connection, STORY, [(number, project, story_id, False, 0, 0) for story_id, number in new.items()]
    )
    return known | new


def _number_versions(connection: Connection, stories: set[StoryStateRecord]) -> dict[bytes, int]:
    told = {_digest_version(story): story for story in stories}
    known: dict[bytes, int] = {}
    for chunk in cut(sorted(told)):
        query = select(STORY_VERSION.c.digest, STORY_VERSION.c.version_no).where(
            STORY_VERSION.c.digest.in_(chunk)
        )
        known.update((bytes(digest), number) for digest, number in connection.execute(query))
    new = number_new(connection, STORY_VERSION.c.version_no, told.keys() - known.keys())
    insert_rows(
        connection,
        STORY_VERSION,
        [
            (number, digest, told[digest].fingerprint, told[digest].binding, told[digest].title)
            for digest, number in new.items()
        ],
    )
    return known | new


def _digest_version(story: StoryStateRecord) -> bytes:
    said = json.dumps([story.fingerprint, story.binding, story.title])
    return hashlib.sha256(said.encode()).digest()[:16]


def _rank(story: StoryStateRecord) -> int:
    if story.verdict == DONE:
        return DONE_KIND
    return READY_KIND if story.is_specified else UNREADY_KIND


def _count_stories(connection: Connection, story_nos: set[int], *, seen: int, flaky: int) -> None:
    for chunk in cut(sorted(story_nos)):
        connection.execute(
            update(STORY)
            .where(STORY.c.story_no.in_(chunk))
            .values(states_seen=STORY.c.states_seen + seen, states_flaky=STORY.c.states_flaky + flaky)
        )
