"""Case verdicts: what the evidence says about one case in one environment (DESIGN section 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from storycontract.evidence.record import Outcome


class CaseVerdict(StrEnum):
    """What is known of a case; the members stand in order, worst first."""

    FAILED = "failed"
    FLAKY = "flaky"
    UNREADABLE = "unreadable"
    KNOWN_FAILING = "known-failing"
    ERROR = "error"
    UNDEFINED = "undefined"
    SKIPPED = "skipped"
    FIXED_UNNOTICED = "fixed-unnoticed"
    ABORTED = "aborted"
    STALE = "stale"
    NOT_RUN = "not-run"
    HOLLOW = "hollow"
    PASSED = "passed"


_SEVERITY = {verdict: rank for rank, verdict in enumerate(CaseVerdict)}

_GAPS = {
    Outcome.ERROR: CaseVerdict.ERROR,
    Outcome.UNDEFINED: CaseVerdict.UNDEFINED,
    Outcome.SKIPPED: CaseVerdict.SKIPPED,
    Outcome.XPASSED: CaseVerdict.FIXED_UNNOTICED,
    Outcome.ABORTED: CaseVerdict.ABORTED,
}


@dataclass(frozen=True, slots=True)
class Observation:
    """One attempt of one item, as far as a verdict asks.

    `passes_count` and `reds_count` say how far its run is fresh: code that changed while a run was on takes
    its passes, never what it saw go wrong. `item` is the node id, one item within `run_id`.
    """

    run_id: str
    item: str
    variant: str
    attempt: int
    outcome: Outcome
    passes_count: bool
    reds_count: bool
    checks_nothing: bool = False

    @property
    def counts(self) -> bool:
        """Tell whether this attempt says something about the code of today."""
        return self.passes_count if self.outcome is Outcome.PASSED else self.reds_count

    @property
    def is_fresh_pass(self) -> bool:
        """Tell whether this attempt shows that the case works today."""
        return self.outcome is Outcome.PASSED and self.passes_count


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """All that is known of one case in one environment.

    `listed_variants` are those that a run on today's code collected, deselected ones included.
    `has_unreadable` is true where evidence of today that cannot be read may speak of this case.
    """

    observations: frozenset[Observation] = frozenset()
    listed_variants: frozenset[str] = frozenset()
    has_unreadable: bool = False

    def __or__(self, other: "CaseEvidence") -> "CaseEvidence":
        """Merge two bodies of evidence: their union."""
        return CaseEvidence(
            observations=self.observations | other.observations,
            listed_variants=self.listed_variants | other.listed_variants,
            has_unreadable=self.has_unreadable or other.has_unreadable,
        )


def judge_case(evidence: CaseEvidence) -> CaseVerdict:
    """Judge one case in one environment: the worst that is known of any of its variants."""
    fresh_variants = {observation.variant for observation in evidence.observations if observation.counts}
    variants = evidence.listed_variants | fresh_variants
    if not variants:
        return _judge_variant(evidence.observations, has_unreadable=evidence.has_unreadable)
    return worst_of(
        _judge_variant(
            frozenset(seen for seen in evidence.observations if seen.variant == variant),
            has_unreadable=evidence.has_unreadable,
        )
        for variant in variants
    )


def worst_of(verdicts: Iterable[CaseVerdict]) -> CaseVerdict:
    """Choose the worst of some verdicts; without any, nothing was run."""
    return min(verdicts, key=_SEVERITY.__getitem__, default=CaseVerdict.NOT_RUN)


def _judge_variant(observations: frozenset[Observation], *, has_unreadable: bool) -> CaseVerdict:
    fresh = frozenset(observation for observation in observations if observation.counts)
    outcomes = {observation.outcome for observation in fresh}
    if _is_flaky(fresh, outcomes):
        return CaseVerdict.FLAKY
    if Outcome.FAILED in outcomes:
        return CaseVerdict.FAILED
    if has_unreadable:
        return CaseVerdict.UNREADABLE
    if fresh:
        return _judge_without_reds(fresh, outcomes)
    return CaseVerdict.STALE if observations else CaseVerdict.NOT_RUN


def _judge_without_reds(fresh: frozenset[Observation], outcomes: set[Outcome]) -> CaseVerdict:
    if Outcome.XFAILED in outcomes:
        return CaseVerdict.KNOWN_FAILING
    if Outcome.PASSED in outcomes:
        # One pass that checked something is evidence; taking another away must never improve the verdict.
        is_hollow = all(seen.checks_nothing for seen in fresh if seen.is_fresh_pass)
        return CaseVerdict.HOLLOW if is_hollow else CaseVerdict.PASSED
    return worst_of(_GAPS[outcome] for outcome in outcomes)


def _is_flaky(fresh: frozenset[Observation], outcomes: set[Outcome]) -> bool:
    if {Outcome.FAILED, Outcome.PASSED} <= outcomes:
        return True
    passed = {(seen.run_id, seen.item) for seen in fresh if seen.is_fresh_pass}
    other = {(seen.run_id, seen.item) for seen in fresh if not seen.is_fresh_pass}
    return bool(passed & other)
