"""The table of DESIGN section 6, line by line, and its laws over every small set of observations."""

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement, product

import pytest

from storycontract.evidence.record import Outcome
from storycontract.verdict.case_verdict import CaseEvidence, CaseVerdict, Observation, judge_case, worst_of

PASSED, FAILED, XFAILED, ABORTED = Outcome.PASSED, Outcome.FAILED, Outcome.XFAILED, Outcome.ABORTED


def seen(  # noqa: PLR0913 - one argument for each thing an observation says
    outcome: Outcome,
    *,
    run: str = "run-1",
    item: str = "pay.feature::by card",
    variant: str = "",
    attempt: int = 0,
    fresh: str = "fresh",
    hollow: bool = False,
) -> Observation:
    return Observation(
        run_id=run,
        item=item,
        variant=variant,
        attempt=attempt,
        outcome=outcome,
        passes_count=fresh == "fresh",
        reds_count=fresh != "stale",
        checks_nothing=hollow,
    )


def judge(*observations: Observation, listed: tuple[str, ...] = (), unreadable: bool = False) -> CaseVerdict:
    return judge_case(CaseEvidence(frozenset(observations), frozenset(listed), unreadable))


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (Outcome.PASSED, CaseVerdict.PASSED),
        (Outcome.FAILED, CaseVerdict.FAILED),
        (Outcome.ERROR, CaseVerdict.ERROR),
        (Outcome.UNDEFINED, CaseVerdict.UNDEFINED),
        (Outcome.SKIPPED, CaseVerdict.SKIPPED),
        (Outcome.XFAILED, CaseVerdict.KNOWN_FAILING),
        (Outcome.XPASSED, CaseVerdict.FIXED_UNNOTICED),
        (Outcome.ABORTED, CaseVerdict.ABORTED),
    ],
)
def test_one_fresh_attempt_decides_alone(outcome: Outcome, verdict: CaseVerdict) -> None:
    assert judge(seen(outcome)) is verdict


def test_nothing_known_is_not_run() -> None:
    assert judge() is CaseVerdict.NOT_RUN


def test_a_planned_variant_that_never_ran_is_not_run() -> None:
    assert judge(seen(PASSED, variant="chromium"), listed=("chromium", "firefox")) is CaseVerdict.NOT_RUN


def test_one_failing_browser_fails_the_case() -> None:
    assert judge(seen(PASSED, variant="chromium"), seen(FAILED, variant="firefox")) is CaseVerdict.FAILED


def test_old_evidence_is_stale() -> None:
    assert judge(seen(PASSED, fresh="stale")) is CaseVerdict.STALE


def test_old_evidence_of_another_variant_leaves_a_listed_one_not_run() -> None:
    assert judge(seen(PASSED, variant="firefox", fresh="stale"), listed=("chromium",)) is CaseVerdict.NOT_RUN


def test_an_old_variant_that_is_listed_no_more_asks_for_nothing() -> None:
    chromium = seen(PASSED, variant="chromium")

    assert judge(chromium, seen(FAILED, variant="firefox", fresh="stale")) is CaseVerdict.PASSED


def test_an_old_failure_says_nothing_about_the_code_of_today() -> None:
    assert judge(seen(FAILED, fresh="stale"), seen(PASSED, run="run-2")) is CaseVerdict.PASSED


def test_a_killed_run_loses_its_passes() -> None:
    assert judge(seen(PASSED, fresh="reds only")) is CaseVerdict.STALE


def test_a_killed_run_keeps_what_it_saw_fail() -> None:
    assert judge(seen(FAILED, fresh="reds only")) is CaseVerdict.FAILED


def test_red_and_green_on_the_same_code_is_flaky() -> None:
    assert judge(seen(FAILED), seen(PASSED, run="run-2")) is CaseVerdict.FLAKY


@pytest.mark.parametrize("first", [outcome for outcome in Outcome if outcome is not Outcome.PASSED])
def test_a_pass_after_any_other_attempt_in_one_run_is_flaky(first: Outcome) -> None:
    assert judge(seen(first), seen(PASSED, attempt=1)) is CaseVerdict.FLAKY


def test_an_item_aborted_in_one_run_and_passed_in_another_is_passed() -> None:
    assert judge(seen(ABORTED), seen(PASSED, run="run-2")) is CaseVerdict.PASSED


def test_a_gap_elsewhere_takes_nothing_from_a_pass() -> None:
    assert judge(seen(Outcome.SKIPPED), seen(PASSED, run="run-2")) is CaseVerdict.PASSED


def test_an_expected_failure_outweighs_a_pass_elsewhere() -> None:
    assert judge(seen(XFAILED), seen(PASSED, run="run-2")) is CaseVerdict.KNOWN_FAILING


def test_unreadable_evidence_hides_a_pass() -> None:
    assert judge(seen(PASSED), unreadable=True) is CaseVerdict.UNREADABLE


def test_unreadable_evidence_does_not_hide_a_failure() -> None:
    assert judge(seen(FAILED), unreadable=True) is CaseVerdict.FAILED


def test_a_pass_that_checks_nothing_is_hollow() -> None:
    assert judge(seen(PASSED, hollow=True)) is CaseVerdict.HOLLOW


def test_gaps_have_a_fixed_order() -> None:
    gaps = [Outcome.ABORTED, Outcome.XPASSED, Outcome.SKIPPED, Outcome.UNDEFINED, Outcome.ERROR]
    observations = [seen(outcome, run=outcome.value) for outcome in gaps]

    assert [judge(*observations[: count + 1]) for count in range(len(gaps))] == [
        CaseVerdict.ABORTED,
        CaseVerdict.FIXED_UNNOTICED,
        CaseVerdict.SKIPPED,
        CaseVerdict.UNDEFINED,
        CaseVerdict.ERROR,
    ]


def test_worst_comes_first_in_the_order_of_the_design() -> None:
    assert " ".join(CaseVerdict) == (
        "failed flaky unreadable known-failing error undefined skipped fixed-unnoticed aborted "
        "stale not-run hollow passed"
    )


def test_a_case_that_no_environment_judges_is_not_run() -> None:
    assert worst_of(()) is CaseVerdict.NOT_RUN


# The enumerated space: every set of up to three attempts in two runs, two attempts and two variants.

VARIANTS = ("chromium", "firefox")
FRESHNESS = tuple(combinations_with_replacement(("fresh", "reds only", "stale"), 2))
ALL_KINDS = (*((outcome, False) for outcome in Outcome), (PASSED, True))
# For the sets of three: one outcome for each branch of the table.
TELLING_KINDS = ((PASSED, False), (PASSED, True), (FAILED, False), (XFAILED, False), (ABORTED, False))


def atoms(kinds: tuple[tuple[Outcome, bool], ...], freshness: tuple[str, str]) -> list[Observation]:
    runs = (("run-1", freshness[0]), ("run-2", freshness[1]))
    return [
        Observation(
            run, f"pay[{variant}]", variant, attempt, outcome, fresh == "fresh", fresh != "stale", hollow
        )
        for (outcome, hollow), (run, fresh), variant, attempt in product(kinds, runs, VARIANTS, (0, 1))
    ]


def small_sets() -> Iterator[frozenset[Observation]]:
    for freshness in FRESHNESS:
        for size, kinds in ((0, ALL_KINDS), (1, ALL_KINDS), (2, ALL_KINDS), (3, TELLING_KINDS)):
            yield from map(frozenset, combinations(atoms(kinds, freshness), size))


def bodies(observations: frozenset[Observation]) -> Iterator[CaseEvidence]:
    """Every way in which variants may have been listed: whatever counts was listed before it ran."""
    observed = frozenset(seen.variant for seen in observations if seen.counts)
    yield CaseEvidence(observations, observed)
    if observed != frozenset(VARIANTS):
        yield CaseEvidence(observations, frozenset(VARIANTS))


def without(evidence: CaseEvidence, left_out: Observation) -> CaseEvidence:
    return CaseEvidence(evidence.observations - {left_out}, evidence.listed_variants, evidence.has_unreadable)


def is_shown(evidence: CaseEvidence) -> bool:
    """Say in other words what the table means by passed: every variant shown, and nothing against it."""
    counted = [seen for seen in evidence.observations if seen.counts]
    shown = {seen.variant for seen in counted if seen.outcome is PASSED and not seen.checks_nothing}
    spoiled = {(seen.run_id, seen.item) for seen in counted if seen.outcome is not PASSED}
    return (
        bool(evidence.listed_variants)
        and evidence.listed_variants <= shown
        and not any(seen.outcome in {FAILED, XFAILED} for seen in counted)
        and not any((seen.run_id, seen.item) in spoiled for seen in counted if seen.outcome is PASSED)
    )


def test_passed_means_shown_for_every_variant_and_nothing_against_it() -> None:
    wrong = [
        evidence
        for observations in small_sets()
        for evidence in bodies(observations)
        if (judge_case(evidence) is CaseVerdict.PASSED) is not is_shown(evidence)
    ]

    assert wrong == []


def is_retried_gap(evidence: CaseEvidence, passed: Observation) -> bool:
    """Tell whether a pass makes an item flaky that without it is one a run did not get to the end of.

    That is the one exception: an unfinished attempt says nothing against a pass of another run.
    """
    return any(
        (other.run_id, other.item) == (passed.run_id, passed.item) and other.outcome is ABORTED
        for other in evidence.observations
    )


def test_taking_a_pass_away_never_leads_to_passed() -> None:
    wrong = [
        (evidence, left_out)
        for observations in small_sets()
        for evidence in bodies(observations)
        for left_out in observations
        if left_out.outcome is PASSED
        and not is_retried_gap(evidence, left_out)
        and judge_case(without(evidence, left_out)) is CaseVerdict.PASSED
        and judge_case(evidence) is not CaseVerdict.PASSED
    ]

    assert wrong == []


def test_adding_a_red_never_leads_to_passed() -> None:
    wrong = [
        (evidence, red)
        for observations in small_sets()
        for evidence in bodies(observations)
        for red in observations
        if red.outcome is FAILED
        and judge_case(evidence) is CaseVerdict.PASSED
        and judge_case(without(evidence, red)) is not CaseVerdict.PASSED
    ]

    assert wrong == []


def test_a_fresh_red_is_always_seen() -> None:
    reds = {CaseVerdict.FAILED, CaseVerdict.FLAKY}

    assert all(
        judge_case(evidence) in reds
        for observations in small_sets()
        if any(seen.outcome is FAILED and seen.counts for seen in observations)
        for evidence in bodies(observations)
    )


def test_unreadable_evidence_never_leads_to_passed() -> None:
    assert all(
        judge_case(evidence | CaseEvidence(has_unreadable=True)) is not CaseVerdict.PASSED
        for observations in small_sets()
        for evidence in bodies(observations)
    )


def test_merging_is_union() -> None:
    left = CaseEvidence(frozenset({seen(PASSED)}), frozenset({""}))
    right = CaseEvidence(frozenset({seen(FAILED, run="run-2")}), has_unreadable=True)

    assert left | right == right | left
    assert left | left == left
    assert (left | right) | right == left | right
