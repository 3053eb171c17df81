from itertools import product
from typing import Literal

import pytest

from storycontract.evidence.record import Outcome
from storycontract.pytest_plugin.attempt_outcome import Execution, Phase, judge_attempt

When = Literal["setup", "call", "teardown"]
Result = Literal["passed", "failed", "skipped"]

WHOLE = Execution(passed_steps=3, all_steps=3, is_tried=True, is_undefined=False)
NOTHING = Execution(passed_steps=0, all_steps=3, is_tried=False, is_undefined=False)


def phases(
    setup: Result = "passed", call: Phase | Result | None = "passed", teardown: Result = "passed"
) -> list[Phase]:
    middle = [call] if isinstance(call, Phase) else [Phase("call", call)] if call else []
    return [Phase("setup", setup), *middle, Phase("teardown", teardown)]


def test_a_scenario_whose_every_step_was_executed_passed() -> None:
    assert judge_attempt(phases(), WHOLE).outcome is Outcome.PASSED


@pytest.mark.parametrize("steps", [(0, 0), (0, 3), (2, 3), (4, 3)], ids=str)
def test_a_pass_without_every_step_is_an_error(steps: tuple[int, int]) -> None:
    execution = Execution(steps[0], steps[1], is_tried=True, is_undefined=False)

    assert judge_attempt(phases(), execution).outcome is Outcome.ERROR


def test_a_failing_call_is_a_failure_once_a_step_was_entered() -> None:
    assert judge_attempt(phases(call="failed"), WHOLE).outcome is Outcome.FAILED


def test_a_failing_call_before_any_step_never_tried_the_product() -> None:
    assert judge_attempt(phases(call="failed"), NOTHING).outcome is Outcome.ERROR


def test_a_failing_set_up_never_tried_the_product() -> None:
    assert judge_attempt(phases(setup="failed", call=None), NOTHING).outcome is Outcome.ERROR


def test_a_failing_tear_down_is_a_failure_after_a_pass() -> None:
    assert judge_attempt(phases(teardown="failed"), WHOLE).outcome is Outcome.FAILED


def test_a_failing_tear_down_after_a_failing_set_up_stays_an_error() -> None:
    assert (
        judge_attempt(phases(setup="failed", call=None, teardown="failed"), NOTHING).outcome is Outcome.ERROR
    )


def test_an_undefined_step_is_undefined() -> None:
    execution = Execution(1, 3, is_tried=True, is_undefined=True)

    assert judge_attempt(phases(call="failed"), execution).outcome is Outcome.UNDEFINED


def test_a_pending_scenario_is_undefined() -> None:
    execution = Execution(0, 3, is_tried=False, is_undefined=True)

    assert judge_attempt(phases(call="skipped"), execution).outcome is Outcome.UNDEFINED


def test_a_scenario_switched_off_is_skipped_whatever_its_steps() -> None:
    execution = Execution(0, 3, is_tried=False, is_undefined=True)

    assert judge_attempt(phases(setup="skipped", call=None), execution).outcome is Outcome.SKIPPED


def test_an_expected_failure_is_told_from_a_skip() -> None:
    call = Phase("call", "skipped", is_expected_failure=True)

    assert judge_attempt(phases(call=call), WHOLE).outcome is Outcome.XFAILED


def test_a_pass_that_was_expected_to_fail_is_no_pass() -> None:
    call = Phase("call", "passed", is_expected_failure=True)

    assert judge_attempt(phases(call=call), WHOLE).outcome is Outcome.XPASSED


def test_a_strict_expected_failure_that_passed_is_no_failure_of_the_product() -> None:
    call = Phase("call", "failed", is_strict_pass=True)

    assert judge_attempt(phases(call=call), WHOLE).outcome is Outcome.XPASSED


@pytest.mark.parametrize("call", ["passed", "failed"])
def test_a_defect_of_the_contract_makes_any_end_an_error(call: Result) -> None:
    execution = Execution(3, 3, is_tried=True, is_undefined=False, problem="two scenarios of one name")

    ending = judge_attempt(phases(call=call), execution)

    assert (ending.outcome, ending.message) == (Outcome.ERROR, "two scenarios of one name")


@pytest.mark.parametrize(
    "seen", [[], [Phase("setup", "passed")], [Phase("setup", "passed"), Phase("call", "passed")]], ids=len
)
def test_an_attempt_without_a_tear_down_was_broken_off(seen: list[Phase]) -> None:
    assert judge_attempt(seen, WHOLE).outcome is Outcome.ABORTED


def test_only_one_combination_of_all_is_a_pass() -> None:
    results: tuple[Result, ...] = ("passed", "failed", "skipped")
    calls = [
        Phase("call", result, None, expected, strict)
        for result, expected, strict in product(results, (False, True), (False, True))
    ]
    passing = [
        (setup, call, teardown)
        for setup, call, teardown in product(results, calls, results)
        if judge_attempt(phases(setup, call, teardown), WHOLE).outcome is Outcome.PASSED
    ]

    assert {
        (setup, call.outcome, call.is_expected_failure, teardown) for setup, call, teardown in passing
    } == {("passed", "passed", False, "passed")}
