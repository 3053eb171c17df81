"""Whether a run speaks of the code and the product of today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from storycontract.evidence.recorded_run import RecordedRun

DEFAULT_ENVIRONMENT = "default"


class FreshnessState(StrEnum):
    """Whether the passes of a run count today."""

    FRESH = "fresh"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class TodayState:
    """What evidence is measured against: the code of today, and the version deployed in each environment."""

    scope_digest: str
    product_versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Freshness:
    """What of a run counts today, and in one sentence why not all of it; None where all does."""

    passes_count: bool
    reds_count: bool
    reason: str | None

    @property
    def state(self) -> FreshnessState:
        """Fresh only where a pass counts."""
        return FreshnessState.FRESH if self.passes_count else FreshnessState.STALE


def judge_freshness(run: RecordedRun, today: TodayState) -> Freshness:
    """Judge what of a run counts today: a failure seen on today's code does even where a pass would not."""
    outdated = _find_why_outdated(run, today)
    if outdated is not None:
        return Freshness(passes_count=False, reds_count=False, reason=outdated)
    doubt = _find_doubt(run, today)
    return Freshness(passes_count=doubt is None, reds_count=True, reason=doubt)


def _find_why_outdated(run: RecordedRun, today: TodayState) -> str | None:
    if run.withdrawal is not None:
        return f"withdrawn: {run.withdrawal.reason}"
    if run.damage is not None:
        return f"unreadable: {run.damage}"
    if run.header is None:
        return "unreadable: the header is missing"
    if today.scope_digest not in run.scope_digests:
        return "the code has changed since"
    header = run.header
    now = today.product_versions.get(header.environment)
    return explain_other_version(header.environment, header.product_version, now)


def explain_other_version(environment: str, then: str | None, now: str | None) -> str | None:
    """Say why evidence of one version of the product says nothing of another; None where it is the same.

    `then` and `now` are None where no version was given.
    """
    if then is None and environment != DEFAULT_ENVIRONMENT:
        return f"no product version was given for environment `{environment}`"
    if now is None and then is not None:
        return f"it is about version {then}, and no version is given today"
    if now != then:
        return f"the product is now version {now}, it was {then or 'of no known version'}"
    return None


def _find_doubt(run: RecordedRun, today: TodayState) -> str | None:
    if run.header is not None and run.header.optimized:
        return "python -O took the assertions out"
    if run.end is None:
        return "the run has no end: it was killed, or is still on"
    if {*run.scope_digests, run.end.scope_digest} != {today.scope_digest}:
        return "the code changed while the run was on"
    return None
