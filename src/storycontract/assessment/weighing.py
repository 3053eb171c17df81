"""How far a recorded run speaks of the code of today, and what has changed where it does not."""

from collections.abc import Callable, Iterable, Mapping

from storycontract.evidence.freshness import TodayState, judge_freshness
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.evidence.scope import Change, ChangedFile, compare_manifests
from storycontract.verdict.evidence_index import WeighedRun
from storycontract.verdict.judgement import RUN_AGAIN, Staleness

FindManifest = Callable[[str], Mapping[str, str] | None]

CHANGED_DURING_RUN = "the code changed while the run was on"
OUTPUT_ADVICE = "run again; if a run writes it, ignore it or add it to outputs"


def weigh_run(run: RecordedRun, today: TodayState) -> WeighedRun:
    """Weigh one run against the code and the product of today."""
    freshness = judge_freshness(run, today)
    return WeighedRun(
        run=run,
        is_todays_scope=today.scope_digest in run.scope_digests,
        passes_count=freshness.passes_count,
        reds_count=freshness.reds_count,
        why_not_fresh=freshness.reason,
    )


def explain_staleness(run: RecordedRun, today: TodayState, find_manifest: FindManifest) -> Staleness:
    """Explain why the passes of a run do not count, as far as the files it saw were kept."""
    started = run.scope_digests
    ended = {run.end.scope_digest} if run.end is not None else set(started)
    if started == ended == {today.scope_digest}:
        return Staleness(cause=judge_freshness(run, today).reason)
    if run.end is None and today.scope_digest in started:
        return Staleness(cause=judge_freshness(run, today).reason)
    changes = _list_changes(started | ended, today.scope_digest, find_manifest)
    changed = tuple(sorted({change.path for change in changes}))
    if today.scope_digest in started | ended:
        return Staleness(changed, CHANGED_DURING_RUN, OUTPUT_ADVICE)
    may_be_output = started != ended or all(change.change is Change.ADDED for change in changes)
    return Staleness(changed, advice=OUTPUT_ADVICE if changes and may_be_output else RUN_AGAIN)


def _list_changes(then: Iterable[str], now: str, find_manifest: FindManifest) -> tuple[ChangedFile, ...]:
    """List the files that differ from today in any of the states of the code that a run saw."""
    after = find_manifest(now)
    befores = [find_manifest(digest) for digest in sorted(then)]
    return tuple(
        change
        for before in befores
        if before is not None and after is not None
        for change in compare_manifests(before, after)
    )
