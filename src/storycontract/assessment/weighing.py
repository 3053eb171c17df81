"""How far a recorded run speaks of the code of today, and what has changed where it does not."""

from collections.abc import Callable, Mapping

from storycontract.evidence.freshness import TodayState, judge_freshness
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.evidence.scope import Change, compare_manifests
from storycontract.verdict.evidence_index import WeighedRun
from storycontract.verdict.judgement import RUN_AGAIN, Staleness

FindManifest = Callable[[str], Mapping[str, str] | None]

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
    if today.scope_digest not in run.scope_digests:
        return _explain_change(run, today, find_manifest)
    reason = judge_freshness(run, today).reason
    if run.end is None or run.end.scope_digest == today.scope_digest:
        return Staleness(cause=reason)
    changed, _ = _compare(today.scope_digest, run.end.scope_digest, find_manifest)
    return Staleness(changed, reason, OUTPUT_ADVICE)


def _explain_change(run: RecordedRun, today: TodayState, find_manifest: FindManifest) -> Staleness:
    # What the run left behind is nearest to today; without its end, what it started on.
    then = run.end.scope_digest if run.end is not None else min(run.scope_digests, default="")
    changed, are_new = _compare(then, today.scope_digest, find_manifest)
    return Staleness(changed, advice=OUTPUT_ADVICE if are_new else RUN_AGAIN)


def _compare(then: str, now: str, find_manifest: FindManifest) -> tuple[tuple[str, ...], bool]:
    """Name the files that differ, and tell whether all of them are new."""
    before, after = find_manifest(then), find_manifest(now)
    if before is None or after is None:
        return (), False
    changes = compare_manifests(before, after)
    return tuple(change.path for change in changes), all(seen.change is Change.ADDED for seen in changes)
