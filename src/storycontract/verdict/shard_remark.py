"""Shards: which parts of a run that was split over machines are there, and what is wrong with the others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storycontract.evidence.freshness import DEFAULT_ENVIRONMENT, Freshness, TodayState, judge_freshness
from storycontract.evidence.record import RunHeader
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.verdict.wording import join_words, name_some

COMMIT_SHOWN = 7


class ShardTrouble(StrEnum):
    """What may be wrong with a part of a run; all but a double lose something."""

    MISSING = "shard-missing"
    BROKEN_OFF = "shard-broken-off"
    UNREADABLE = "shard-unreadable"
    OTHER_CODE = "shard-other-code"
    LEFT_OUT = "shard-left-out"
    DOUBLE = "shard-double"


LOSSES = frozenset(trouble.value for trouble in ShardTrouble if trouble is not ShardTrouble.DOUBLE)


@dataclass(frozen=True, slots=True)
class ShardRemark:
    """One thing to know of the shards of today, in a sentence.

    `story_ids` are those that have a case which no shard of the set has tried, as far as plans tell.
    """

    trouble: ShardTrouble
    sentence: str
    story_ids: tuple[str, ...] = ()

    @property
    def is_loss(self) -> bool:
        """Tell whether something is not known because of it."""
        return self.trouble.value in LOSSES


@dataclass(frozen=True, slots=True)
class _Part:
    """A run that was declared to be a shard, or a whole one beside such runs."""

    run: RecordedRun
    header: RunHeader
    freshness: Freshness
    is_todays: bool

    @property
    def index(self) -> int:
        return self.header.shard.index

    @property
    def kind(self) -> tuple[str, int]:
        return (self.header.environment, self.header.shard.total)

    @property
    def about(self) -> tuple[str, str | None]:
        return (self.header.source.scope_digest, self.header.product_version)

    @property
    def is_intact(self) -> bool:
        return self.run.damage is None and self.run.withdrawal is None

    @property
    def counts(self) -> bool:
        return self.is_intact and self.freshness.reds_count

    @property
    def is_whole(self) -> bool:
        is_complete = self.run.end is not None and self.run.end.complete
        return self.counts and self.freshness.passes_count and is_complete


@dataclass(frozen=True, slots=True)
class _ShardSet:
    """All runs of one environment that were split into the same number of shards."""

    environment: str
    total: int
    parts: tuple[_Part, ...]

    @property
    def current(self) -> tuple[_Part, ...]:
        return tuple(part for part in self.parts if part.counts)

    @property
    def is_of_today(self) -> bool:
        return any(part.counts or (part.is_todays and part.run.damage is not None) for part in self.parts)

    def at(self, index: int) -> tuple[_Part, ...]:
        return tuple(part for part in self.parts if part.index == index)

    def is_whole_and_full(self) -> bool:
        return all(
            any(part.is_whole and part.header.selection.is_full for part in self.at(index))
            for index in range(1, self.total + 1)
        )

    def name(self, *indexes: int) -> str:
        numbers = join_words([str(index) for index in indexes])
        where = "" if self.environment == DEFAULT_ENVIRONMENT else f" in {self.environment}"
        return f"{'Shards' if indexes[1:] else 'Shard'} {numbers} of {self.total}{where}"


def find_shard_remarks(
    runs: Iterable[RecordedRun], today: TodayState, project: str
) -> tuple[ShardRemark, ...]:
    """Find what is wrong with the shards of today's code, in each environment.

    Where one whole run, or one whole set of shards, has been everywhere, no other set of that environment has
    lost anything.
    """
    by_kind: defaultdict[tuple[str, int], list[_Part]] = defaultdict(list)
    for part in _iter_parts(runs, today, project):
        by_kind[part.kind].append(part)
    sets = [_ShardSet(*kind, tuple(by_kind[kind])) for kind in sorted(by_kind)]
    covered = {found.environment for found in sets if found.is_whole_and_full()}
    return tuple(
        remark
        for found in sets
        if found.total > 1 and found.is_of_today
        for remark in _judge_set(found)
        if not remark.is_loss or found.environment not in covered or remark.trouble is ShardTrouble.LEFT_OUT
    )


def _iter_parts(runs: Iterable[RecordedRun], today: TodayState, project: str) -> Iterator[_Part]:
    for run in runs:
        if run.header is not None and run.header.project == project:
            is_todays = today.scope_digest in run.scope_digests
            yield _Part(run, run.header, judge_freshness(run, today), is_todays)


def _judge_set(found: _ShardSet) -> Iterator[ShardRemark]:
    absent: list[int] = []
    untried = _list_untried(found)
    for index in range(1, found.total + 1):
        parts = found.at(index)
        current = [part for part in parts if part.counts]
        if len(current) > 1:
            yield _name_doubles(found, index, current)
        if any(part.is_whole for part in current):
            continue
        trouble = _find_trouble(found, index, parts, current)
        if trouble is None:
            absent.append(index)
        else:
            yield ShardRemark(*trouble, untried)
    if absent:
        lack = ("are", "they hold") if absent[1:] else ("is", "it holds")
        sentence = f"{found.name(*absent)} {lack[0]} missing: nothing is known of what {lack[1]}."
        yield ShardRemark(ShardTrouble.MISSING, sentence, untried)
    elif untried and found.is_whole_and_full():
        there = f"All {found.total} shards are there, yet they left out scenarios of {name_some(untried)}"
        yield ShardRemark(ShardTrouble.LEFT_OUT, f"{there}: they were not split alike.", untried)


def _find_trouble(
    found: _ShardSet, index: int, parts: Sequence[_Part], current: Sequence[_Part]
) -> tuple[ShardTrouble, str] | None:
    """Find why a shard that is not whole is not; None where there is nothing of it."""
    name = found.name(index)
    if current:
        return ShardTrouble.BROKEN_OFF, f"{name} {_say_why_not_whole(current[-1])}."
    damaged = [part for part in parts if part.is_todays and part.run.damage is not None]
    if damaged:
        return ShardTrouble.UNREADABLE, f"{name} cannot be read: {damaged[-1].run.damage}."
    withdrawn = [part for part in parts if part.is_todays and part.run.withdrawal is not None]
    if withdrawn:
        return ShardTrouble.MISSING, f"{name} is missing: its run was withdrawn."
    stray = _find_stray(found, parts)
    if stray is not None:
        why = _compare(stray, found.current)
        return ShardTrouble.OTHER_CODE, f"{name} does not go with the others: {why}."
    return None


def _say_why_not_whole(part: _Part) -> str:
    end = part.run.end
    if end is None:
        return "broke off: it was killed, or is still on"
    if not end.complete:
        return f"broke off: {end.why_incomplete or 'something selected did not run'}"
    return f"counts in part only: {part.freshness.reason}"


def _find_stray(found: _ShardSet, parts: Sequence[_Part]) -> _Part | None:
    """Find the newest run of a shard that is not about today, unless its own set is whole: an older run."""
    others = [part for part in parts if part.is_intact and not part.counts]
    if not others:
        return None
    newest = max(others, key=lambda part: (part.header.started_utc, part.run.run_id))
    siblings = {part.index for part in found.parts if part.is_intact and part.about == newest.about}
    return None if len(siblings) == found.total else newest


def _compare(stray: _Part, current: Sequence[_Part]) -> str:
    its = (stray.header.source.commit or "")[:COMMIT_SHOWN]
    theirs = {(part.header.source.commit or "")[:COMMIT_SHOWN] for part in current} - {its, ""}
    reason = stray.freshness.reason or "it is about other code"
    if stray.is_todays or not its or not theirs:
        return reason
    return f"{reason} (it is about commit {its}, they about {', '.join(sorted(theirs))})"


def _name_doubles(found: _ShardSet, index: int, parts: Sequence[_Part]) -> ShardRemark:
    times = "twice" if len(parts) == 2 else f"{len(parts)} times"  # noqa: PLR2004 - as it is said
    runs = ", ".join(sorted(part.run.run_id for part in parts))
    return ShardRemark(
        ShardTrouble.DOUBLE, f"{found.name(index)} is there {times}, and all of it counts: {runs}."
    )


def _list_untried(found: _ShardSet) -> tuple[str, ...]:
    """List the stories with a case that was collected for this environment and that no shard has tried."""
    current = found.current
    elsewhere = _list_cases_elsewhere(current, found.environment)
    tried = {(item.story_id, item.fingerprint, item.variant) for part in current for item in part.run.items}
    planned = {
        (item.story_id, item.fingerprint, item.variant)
        for part in current
        for item in part.run.planned
        if item.fingerprint not in elsewhere
    }
    return tuple(sorted({story_id for story_id, _, _ in planned - tried}))


def _list_cases_elsewhere(parts: Iterable[_Part], environment: str) -> Collection[str]:
    return {
        need.fingerprint
        for part in parts
        for story in part.header.contract
        for criterion in story.criteria
        for need in criterion.needs
        if need.environments and environment not in need.environments
    }
