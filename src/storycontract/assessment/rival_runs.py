"""Two sources that speak of one run: what lies in the folder, and what the ledger holds of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from storycontract.evidence.folding import ItemKey, RecordedItem
from storycontract.evidence.record import Attempt, Outcome, PlannedItem
from storycontract.evidence.recorded_run import RecordedRun


def settle_rivals(local: Iterable[RecordedRun], stored: Iterable[RecordedRun]) -> tuple[RecordedRun, ...]:
    """Give the runs of both; neither ever hides the other, for what is hidden may be a failure.

    What was left open and says no more than the ledger is a leftover. Anything else that claims to be a run
    of the ledger and was not withdrawn makes both unreadable, since nobody can say which of them is true.
    """
    whole = tuple(stored)
    others = tuple(run for run in local if not any(_is_leftover(run, known) for known in whole))
    return (*_spoil_rivals(others, whole), *_spoil_rivals(whole, others))


def _spoil_rivals(runs: Sequence[RecordedRun], others: Sequence[RecordedRun]) -> Iterable[RecordedRun]:
    for run in runs:
        rival = next((other for other in others if _are_rivals(run, other)), None)
        yield run if rival is None else _spoil(run, rival)


def _are_rivals(run: RecordedRun, other: RecordedRun) -> bool:
    return run.withdrawal is None and other.withdrawal is None and _is_same_claim(run, other)


def _is_same_claim(run: RecordedRun, other: RecordedRun) -> bool:
    if run.run_id != other.run_id:
        return False
    return run.header is None or other.header is None or run.header.shard == other.header.shard


def _is_leftover(run: RecordedRun, known: RecordedRun) -> bool:
    if not _is_same_claim(run, known) or known.damage is not None or run.damage is not None:
        return False
    says_no_more = _list_planned(run) <= _list_planned(known) and _list_ended(run) <= _list_ended(known)
    return says_no_more and run.end in (None, known.end)


def _list_planned(run: RecordedRun) -> set[ItemKey]:
    return {ItemKey.of(planned) for planned in run.planned}


def _list_ended(run: RecordedRun) -> set[Attempt]:
    # What seems broken off in an open folder has come to its end since.
    attempts = (attempt for tried in run.items for attempt in tried.attempts)
    return {attempt for attempt in attempts if attempt.outcome is not Outcome.ABORTED}


def _spoil(run: RecordedRun, rival: RecordedRun) -> RecordedRun:
    return replace(
        run,
        planned=(*run.planned, *map(_plan, run.items)),
        items=(),
        end=None,
        damage=run.damage or f"`{rival.file}` claims to be the same run and says something else",
    )


def _plan(tried: RecordedItem) -> PlannedItem:
    return PlannedItem(
        node_id=tried.node_id,
        story_id=tried.story_id,
        criterion_id=tried.criterion_id,
        fingerprint=tried.fingerprint,
        variant=tried.variant,
        selected=True,
        bound=True,
    )
