"""States judged again after a part of their evidence was pruned: nothing that was told is forgotten."""

from collections.abc import Callable, Mapping

import pytest

from storycontract.assessment.judging_past import judge_past_states
from storycontract.evidence.record import Withdrawal
from storycontract.ledger.ledger import Ledger
from storycontract.ledger.pruning import Limits

MakeRun = Callable[..., bytes]

PROJECT = "shop"
FIRST, SECOND, THIRD, LATER = (f"2026-11-0{day}T10:00:00.000+00:00" for day in (1, 2, 3, 4))
BOTH = {"SHOP-1": "passed", "SHOP-2": "passed"}


@pytest.fixture
def pruned(ledger: Ledger, make_run: MakeRun) -> Ledger:
    """Keep of a full run on old code, where both stories were done, only what it told."""
    ledger.append(make_run(run_id="run-1", started_utc=FIRST, scope="old", outcomes=BOTH))
    ledger.append(make_run(run_id="run-2", started_utc=SECOND, scope="new", outcomes=BOTH))
    judge_past_states(ledger, PROJECT)
    ledger.prune(PROJECT, Limits(keep_states=1), now_utc=LATER)
    return ledger


def run_again(ledger: Ledger, make_run: MakeRun, **outcomes: str | None) -> None:
    told = {name.replace("_", "-"): outcome for name, outcome in outcomes.items()}
    ledger.append(make_run(run_id="run-3", started_utc=THIRD, scope="old", outcomes=told, is_full=False))
    judge_past_states(ledger, PROJECT)


def verdicts_on_old_code(ledger: Ledger) -> Mapping[str, str]:
    (records,) = (
        stories for state, stories in ledger.load_recent_states(PROJECT, 9) if state.key.scope_digest == "old"
    )
    return {story_id: record.verdict for story_id, record in records.items()}


def test_a_story_that_a_later_run_left_out_stays_as_it_was_judged(pruned: Ledger, make_run: MakeRun) -> None:
    run_again(pruned, make_run, SHOP_1="passed", SHOP_2=None)

    assert verdicts_on_old_code(pruned) == {"SHOP-1": "done", "SHOP-2": "done"}


def test_a_gap_in_a_later_run_does_not_outweigh_what_was_shown(pruned: Ledger, make_run: MakeRun) -> None:
    run_again(pruned, make_run, SHOP_1="skipped", SHOP_2=None)

    assert verdicts_on_old_code(pruned) == {"SHOP-1": "done", "SHOP-2": "done"}


def test_a_failure_in_a_later_run_is_told(pruned: Ledger, make_run: MakeRun) -> None:
    run_again(pruned, make_run, SHOP_1="failed", SHOP_2=None)

    assert verdicts_on_old_code(pruned) == {"SHOP-1": "failing", "SHOP-2": "done"}


def test_a_pruned_run_that_was_withdrawn_tells_nothing(pruned: Ledger, make_run: MakeRun) -> None:
    pruned.append_withdrawals([Withdrawal(run="run-1", reason="no network", by="ann", at_utc=LATER)])

    run_again(pruned, make_run, SHOP_1="passed", SHOP_2=None)

    assert verdicts_on_old_code(pruned) == {"SHOP-1": "done"}
