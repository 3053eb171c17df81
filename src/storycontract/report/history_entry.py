"""What the ledger tells of earlier states to the entries of stories.json."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from storycontract.contract.story import Criterion, Story
from storycontract.evidence.record import StoryStamp
from storycontract.ledger.history import Moment, StateRecord, StoryPast, StoryStateRecord
from storycontract.report.stories import (
    BaseEntry,
    ChangeEntry,
    ComparisonEntry,
    HistoryEntry,
    MoveEntry,
    RunReference,
    TrendEntry,
    VerdictCounts,
)
from storycontract.verdict.comparison import Move, Moves
from storycontract.verdict.judgement import StoryVerdict

STRIP = 30
TREND = 60

RecentStates = Sequence[tuple[StateRecord, Mapping[str, StoryStateRecord]]]


@dataclass(frozen=True, slots=True)
class StoryHistory:
    """What was before: over all states, the contract when it was last done, and the newest states."""

    past: StoryPast | None = None
    contract: StoryStamp | None = None
    strip: tuple[HistoryEntry, ...] = ()


def describe_moment(moment: Moment | None) -> RunReference | None:
    """Describe a moment; None where there is none."""
    if moment is None:
        return None
    return RunReference(run=moment.run_id, at_utc=moment.at_utc, commit=moment.commit)


def describe_strip(names: Iterable[str], recent: RecentStates) -> tuple[HistoryEntry, ...]:
    """Describe the newest states on which a story with one of these ids was judged, oldest first."""
    wanted = tuple(names)
    entries = []
    for state, stories in recent:
        record = next((stories[name] for name in wanted if name in stories), None)
        if record is not None:
            entries.append(
                HistoryEntry(
                    run=state.last_run_id,
                    at_utc=state.last_started_utc,
                    commit=state.commit,
                    verdict=StoryVerdict(record.verdict),
                )
            )
    return tuple(entries[-STRIP:])


def describe_changes(story: Story, before: StoryStamp | None) -> tuple[ChangeEntry, ...]:
    """Describe which criteria of a story differ from what they were."""
    if before is None or before.fingerprint == story.fingerprint:
        return ()
    then = {criterion.id: criterion for criterion in before.criteria}
    now: dict[str, Criterion] = {criterion.id: criterion for criterion in story.criteria}
    changes = [
        ChangeEntry(
            kind="changed" if criterion.id in then else "added", criterion=criterion.id, name=criterion.name
        )
        for criterion in story.criteria
        if criterion.id not in then or then[criterion.id].fingerprint != criterion.fingerprint
    ]
    changes += [
        ChangeEntry(kind="removed", criterion=criterion.id, name=criterion.name)
        for criterion in before.criteria
        if criterion.id not in now
    ]
    return tuple(changes)


def describe_trend(recent: RecentStates) -> tuple[TrendEntry, ...]:
    """Describe how many stories had which verdict on the newest states, oldest first."""
    if not recent:
        return ()
    changed = [0, *(_count_changed(before, after) for (_, before), (_, after) in pairwise(recent))]
    entries = [
        _describe_state(state, changes)
        for (state, _), changes in zip(recent, changed, strict=True)
        if state.counts
    ]
    return tuple(entries[-TREND:])


def describe_comparison(name: str, state: StateRecord, moves: Moves) -> ComparisonEntry:
    """Describe what was lost and gained since a state."""
    base = BaseEntry(
        name=name,
        run=state.last_run_id,
        at_utc=state.last_started_utc,
        commit=state.commit,
        is_full=state.is_full,
    )
    return ComparisonEntry(
        base=base,
        lost=tuple(map(_describe_move, moves.lost)),
        gained=tuple(map(_describe_move, moves.gained)),
        vanished=tuple(map(_describe_move, moves.vanished)),
    )


def _describe_move(move: Move) -> MoveEntry:
    return MoveEntry(id=move.id, title=move.title, before=move.before, after=move.after)


def _describe_state(state: StateRecord, changed: int) -> TrendEntry:
    counts = {verdict.value: state.counts.get(verdict.value, 0) for verdict in StoryVerdict}
    return TrendEntry(
        run=state.last_run_id,
        at_utc=state.last_started_utc,
        commit=state.commit,
        is_full=state.is_full,
        counts=VerdictCounts(total=sum(counts.values()), **counts),
        flaky=state.flaky,
        changed=changed,
    )


def _count_changed(before: Mapping[str, StoryStateRecord], after: Mapping[str, StoryStateRecord]) -> int:
    return sum(
        story_id in before and before[story_id].fingerprint != record.fingerprint
        for story_id, record in after.items()
    )
