"""What the processes of a run said, put together: their order never matters."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Self

from storycontract.evidence.record import Attempt, Outcome, PlannedItem
from storycontract.evidence.section import Section


@dataclass(frozen=True, slots=True, order=True)
class ItemKey:
    """One variant of one case as one text: a node id alone may stand for another text in another process."""

    node_id: str
    story_id: str
    criterion_id: str
    fingerprint: str
    variant: str

    @classmethod
    def of(cls, item: PlannedItem | Attempt) -> Self:
        """Key what was planned or tried."""
        return cls(item.node_id, item.story_id, item.criterion_id, item.fingerprint, item.variant)


@dataclass(frozen=True, slots=True)
class RecordedItem:
    """One variant of one case, and every attempt at it in the order of their start."""

    story_id: str
    criterion_id: str
    fingerprint: str
    variant: str
    node_id: str
    attempts: tuple[Attempt, ...]


def fold_planned(sections: Iterable[Section]) -> tuple[PlannedItem, ...]:
    """Unite the plans of all processes; what several planned is one, bound only if it is in all of them."""
    planned: defaultdict[ItemKey, list[PlannedItem]] = defaultdict(list)
    for section in sections:
        for item in section.planned:
            planned[ItemKey.of(item)].append(item)
    return tuple(_unite(planned[key]) for key in sorted(planned))


def fold_items(sections: Iterable[Section]) -> tuple[RecordedItem, ...]:
    """Gather the attempts at every item; one that has only a start was aborted."""
    attempts: defaultdict[ItemKey, list[Attempt]] = defaultdict(list)
    for section in sections:
        for attempt in (*section.attempts, *_iter_aborted(section)):
            attempts[ItemKey.of(attempt)].append(attempt)
    return tuple(
        _record(key, _order(_add_missing(key, _drop_copies(attempts[key])))) for key in sorted(attempts)
    )


def find_unplanned_start(sections: Iterable[Section]) -> str | None:
    """Find an item that started, of which nothing else is known; None where there is none."""
    for section in sections:
        known = {key.node_id for key in _iter_keys(section)}
        for start in section.starts:
            if start.node_id not in known:
                return start.node_id
    return None


def derive_planned(sections: Iterable[Section]) -> tuple[PlannedItem, ...]:
    """Give what was planned, and what was tried though no plan that can be read lists it."""
    sections = tuple(sections)
    planned = {ItemKey.of(item): item for item in fold_planned(sections)}
    for section in sections:
        for attempt in section.attempts:
            planned.setdefault(ItemKey.of(attempt), _plan(ItemKey.of(attempt)))
    return tuple(planned[key] for key in sorted(planned))


def _iter_keys(section: Section) -> Iterable[ItemKey]:
    yield from map(ItemKey.of, section.planned)
    yield from map(ItemKey.of, section.attempts)


def _unite(items: Sequence[PlannedItem]) -> PlannedItem:
    if len(items) == 1:
        return items[0]
    problems = sorted({item.problem for item in items if item.problem is not None})
    return items[0].model_copy(
        update={
            "selected": any(item.selected for item in items),
            "bound": all(item.bound for item in items),
            "problem": problems[0] if problems else None,
        }
    )


def _plan(key: ItemKey) -> PlannedItem:
    return PlannedItem(**asdict(key), selected=True, bound=True)


def _iter_aborted(section: Section) -> Iterable[Attempt]:
    keys: defaultdict[str, set[ItemKey]] = defaultdict(set)
    for key in _iter_keys(section):
        keys[key.node_id].add(key)
    ended: defaultdict[tuple[str, int], list[Attempt]] = defaultdict(list)
    for attempt in section.attempts:
        ended[attempt.node_id, attempt.attempt].append(attempt)
    starts: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for start in section.starts:
        starts[start.node_id, start.attempt].add(start.at_utc)
    for (node_id, number), times in starts.items():
        for at_utc in sorted(times)[: max(0, len(times) - len(_drop_copies(ended[node_id, number])))]:
            for key in keys[node_id]:
                yield _abort(key, number, at_utc)


def _drop_copies(attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    # Most items have one attempt, and to compare attempts takes longer than to read them.
    return attempts if len(attempts) <= 1 else tuple(set(attempts))


def _add_missing(key: ItemKey, attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    # Attempts count from 0: where a later one is known, an earlier one was made, and what came of it is lost.
    first = min(attempt.started_utc for attempt in attempts)
    numbers = {attempt.attempt for attempt in attempts}
    lowest = min(set(range(len(numbers) + 1)) - numbers)
    return attempts if lowest > max(numbers) else (*attempts, _abort(key, lowest, first))


def _record(key: ItemKey, attempts: tuple[Attempt, ...]) -> RecordedItem:
    return RecordedItem(
        story_id=key.story_id,
        criterion_id=key.criterion_id,
        fingerprint=key.fingerprint,
        variant=key.variant,
        node_id=key.node_id,
        attempts=attempts,
    )


def _abort(key: ItemKey, number: int, at_utc: str) -> Attempt:
    return Attempt(
        **asdict(key),
        attempt=number,
        outcome=Outcome.ABORTED,
        started_utc=at_utc,
        duration_ms=0,
        steps=(),
    )


def _order(attempts: Collection[Attempt]) -> tuple[Attempt, ...]:
    if len(attempts) == 1:
        return tuple(attempts)
    return tuple(
        sorted(
            attempts,
            key=lambda attempt: (attempt.started_utc, attempt.attempt, attempt.model_dump_json()),
        )
    )
