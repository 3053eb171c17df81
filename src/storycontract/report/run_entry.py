"""Recorded runs to the entries of stories.json."""

from collections.abc import Iterable

from storycontract.evidence.recorded_run import RecordedRun
from storycontract.report.stories import RunEntry, SelectionEntry, ShardEntry, WithdrawalEntry


def describe_run(run: RecordedRun, file: str, why_not_fresh: str | None) -> RunEntry:
    """Describe one run; `why_not_fresh` is None where its passes count today."""
    header, end = run.header, run.end
    source = header.source if header else None
    return RunEntry(
        id=run.run_id,
        file=file,
        project=header.project if header else None,
        started_utc=header.started_utc if header else None,
        ended_utc=end.ended_utc if end else None,
        commit=source.commit if source else None,
        tree=source.tree if source else None,
        dirty=source.dirty if source else None,
        scope_digest=source.scope_digest if source else None,
        environment=header.environment if header else None,
        product_version=header.product_version if header else None,
        selection=SelectionEntry(is_full=header.selection.is_full, reasons=header.selection.reasons)
        if header
        else None,
        shard=ShardEntry(index=header.shard.index, total=header.shard.total) if header else None,
        complete=end is not None and end.complete,
        why_incomplete=_say_why_incomplete(run),
        is_fresh=why_not_fresh is None,
        why_not_fresh=why_not_fresh,
        withdrawn=_describe_withdrawal(run),
        damage=run.damage,
    )


def sort_runs(runs: Iterable[RunEntry]) -> tuple[RunEntry, ...]:
    """Sort runs, oldest first; those of an unknown time come first."""
    return tuple(sorted(runs, key=lambda run: (run.started_utc or "", run.id, run.file)))


def _say_why_incomplete(run: RecordedRun) -> str | None:
    if run.damage is not None:
        return "it cannot be read"
    if run.end is None:
        return "it has no end: it was killed, or is still on"
    return None if run.end.complete else run.end.why_incomplete or "something selected did not run"


def _describe_withdrawal(run: RecordedRun) -> WithdrawalEntry | None:
    taken = run.withdrawal
    return None if taken is None else WithdrawalEntry(reason=taken.reason, by=taken.by, at_utc=taken.at_utc)
