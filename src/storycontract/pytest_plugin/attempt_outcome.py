"""How one attempt of a scenario ended: one pure function."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from storycontract.evidence.record import Outcome


@dataclass(frozen=True, slots=True)
class Phase:
    """One of pytest's reports on an attempt, as it stood at the end.

    `is_expected_failure` is pytest's `wasxfail`; `is_strict_pass` an xfail that passed although it must not.
    """

    when: Literal["setup", "call", "teardown"]
    outcome: Literal["passed", "failed", "skipped"]
    message: str | None = None
    is_expected_failure: bool = False
    is_strict_pass: bool = False


@dataclass(frozen=True, slots=True)
class Execution:
    """What the record of the steps says: how many of how many passed, and what stood in the way.

    `is_tried` is true once the body of any step was entered. `failure` is what a step raised, whatever became
    of it since. `problem` is why a pass would prove nothing. `tags` are those of the case.
    """

    passed_steps: int
    all_steps: int
    is_tried: bool
    is_undefined: bool
    failure: str | None = None
    problem: str | None = None
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ending:
    """An outcome and, where it is no pass, why."""

    outcome: Outcome
    message: str | None = None


def judge_attempt(phases: Sequence[Phase], execution: Execution) -> Ending:
    """Judge an attempt by the worst of pytest's final reports and the record of its steps."""
    call = next((phase for phase in phases if phase.when == "call"), None)
    for phase in phases:
        if phase.when != "call" and phase.outcome == "failed":
            is_product_tried = phase.when == "teardown" and call is not None
            return Ending(Outcome.FAILED if is_product_tried else Outcome.ERROR, phase.message)
    for phase in phases:
        if phase.when != "call" and phase.outcome == "skipped":
            return _judge_skip(phase, execution)
    if call is None or not any(phase.when == "teardown" for phase in phases):
        return Ending(Outcome.ABORTED, "the scenario was broken off")
    return _judge_call(call, execution)


def _judge_call(call: Phase, execution: Execution) -> Ending:
    match call.outcome:
        case "failed":
            return _judge_failure(call, execution)
        case "skipped":
            return _judge_skip(call, execution)
        case "passed" if call.is_expected_failure:
            return Ending(Outcome.XPASSED, "passed although marked as expected to fail")
        case "passed":
            return _judge_pass(execution)


def _judge_failure(call: Phase, execution: Execution) -> Ending:
    if call.is_strict_pass:
        return Ending(Outcome.XPASSED, "passed although marked as expected to fail")
    if execution.problem is not None:
        return Ending(Outcome.ERROR, execution.problem)
    if execution.is_undefined:
        return Ending(Outcome.UNDEFINED, call.message)
    return Ending(Outcome.FAILED if execution.is_tried else Outcome.ERROR, call.message)


def _judge_skip(phase: Phase, execution: Execution) -> Ending:
    if phase.is_expected_failure:
        return Ending(Outcome.XFAILED, phase.message)
    is_pending = execution.is_undefined and phase.when == "call"
    return Ending(Outcome.UNDEFINED if is_pending else Outcome.SKIPPED, phase.message)


def _judge_pass(execution: Execution) -> Ending:
    if execution.problem is not None:
        return Ending(Outcome.ERROR, execution.problem)
    if execution.is_tried and execution.failure is not None:
        return Ending(Outcome.FAILED, f"reported as passed, although a step failed: {execution.failure}")
    if execution.all_steps == 0 or execution.passed_steps != execution.all_steps:
        done = f"{execution.passed_steps} of {execution.all_steps} steps"
        return Ending(Outcome.ERROR, f"reported as passed, but only {done} were executed")
    # The contract says so, whatever pytest is told (`--runxfail`, `-p no:skipping`).
    if "skip" in execution.tags:
        return Ending(Outcome.SKIPPED, "passed although it is switched off by its tag `@skip`")
    if "xfail" in execution.tags:
        return Ending(Outcome.XPASSED, "passed although marked as expected to fail")
    return Ending(Outcome.PASSED)
