"""What of a run counts today."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storycontract.evidence.freshness import FreshnessState, TodayState, judge_freshness
from storycontract.evidence.record import RunEnd, RunHeader, Withdrawal
from storycontract.evidence.recorded_run import RecordedRun

TODAY = TodayState("today", {"staging": "1.4"})
ALL, NOTHING, REDS = (True, True), (False, False), (False, True)


@pytest.fixture
def run(make_header: Callable[..., RunHeader]) -> RecordedRun:
    return make_run(make_header())


def make_run(header: RunHeader, end: str | None = "today", starts: tuple[str, ...] = ()) -> RecordedRun:
    return RecordedRun(
        run_id=header.run_id,
        header=header,
        planned=(),
        items=(),
        end=None
        if end is None
        else RunEnd(ended_utc="2026-11-23T06:00:00Z", complete=True, scope_digest=end, pytest_exit_code=0),
        damage=None,
        withdrawal=None,
        file=Path("run.jsonl"),
        scope_digests=frozenset(starts or (header.source.scope_digest,)),
    )


def counts(run: RecordedRun, today: TodayState = TODAY) -> tuple[bool, bool]:
    freshness = judge_freshness(run, today)
    return freshness.passes_count, freshness.reds_count


def test_a_run_on_the_code_of_today_counts(run: RecordedRun) -> None:
    freshness = judge_freshness(run, TODAY)

    assert (freshness.state, freshness.reason) == (FreshnessState.FRESH, None)
    assert counts(run) == ALL


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("before", "before", NOTHING, id="other code"),
        pytest.param("before", "today", NOTHING, id="only its end is on the code of today"),
        pytest.param("today", "after", REDS, id="the code changed while it was on"),
        pytest.param("today", None, REDS, id="killed"),
        pytest.param("before", None, NOTHING, id="killed on other code"),
    ],
)
def test_passes_need_the_code_of_today_from_start_to_end(
    start: str, end: str | None, expected: tuple[bool, bool], make_header: Callable[..., RunHeader]
) -> None:
    assert counts(make_run(make_header(start), end)) == expected


def test_passes_are_stale_where_the_processes_saw_different_code(
    make_header: Callable[..., RunHeader],
) -> None:
    assert counts(make_run(make_header(), starts=("today", "other"))) == REDS


@pytest.mark.parametrize(
    ("environment", "then", "now", "expected"),
    [
        pytest.param("default", None, None, ALL, id="no version anywhere"),
        pytest.param("default", "1.4", "1.4", ALL, id="default, same version"),
        pytest.param("default", "1.4", None, NOTHING, id="default, none given today"),
        pytest.param("default", None, "1.4", NOTHING, id="default, none given then"),
        pytest.param("default", "1.3", "1.4", NOTHING, id="default, another version"),
        pytest.param("staging", "1.4", "1.4", ALL, id="same version"),
        pytest.param("staging", None, None, NOTHING, id="no version at all"),
        pytest.param("staging", "1.4", None, NOTHING, id="none given today"),
        pytest.param("staging", "1.3", "1.4", NOTHING, id="another version"),
    ],
)
def test_the_product_version_is_that_of_today(
    environment: str,
    then: str | None,
    now: str | None,
    expected: tuple[bool, bool],
    make_header: Callable[..., RunHeader],
) -> None:
    run = make_run(make_header(environment=environment, product_version=then))
    today = TodayState("today", {} if now is None else {environment: now})

    assert counts(run, today) == expected


def test_a_run_without_assertions_shows_no_pass(make_header: Callable[..., RunHeader]) -> None:
    assert counts(make_run(make_header(optimized=True))) == REDS


def test_a_withdrawn_run_counts_for_nothing(run: RecordedRun) -> None:
    withdrawal = Withdrawal(run="run-1", reason="no network", by="Ann", at_utc="2026-11-23T07:00:00Z")

    assert counts(replace(run, withdrawal=withdrawal)) == NOTHING


def test_a_damaged_run_counts_for_nothing(run: RecordedRun) -> None:
    assert counts(replace(run, damage="line 3: no JSON")) == NOTHING


def test_a_run_without_a_header_counts_for_nothing(run: RecordedRun) -> None:
    assert counts(replace(run, header=None)) == NOTHING
