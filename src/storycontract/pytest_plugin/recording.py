"""Every attempt of every scenario, written as it happens."""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from pytest_bdd.exceptions import StepDefinitionNotFoundError
from pytest_bdd.parser import Scenario as BddScenario
from pytest_bdd.parser import Step as BddStep

from storycontract.assessment.clock import utc_now
from storycontract.contract.step import StepKind
from storycontract.evidence.record import Attempt, ItemStart, Line, StepRecord
from storycontract.pytest_plugin.attempt_files import ATTEMPT_FILES, AttemptFiles
from storycontract.pytest_plugin.attempt_outcome import Execution, Phase, judge_attempt
from storycontract.pytest_plugin.bdd_scenario import KIND_BY_TYPE, runs_step
from storycontract.pytest_plugin.scenario_item import SCENARIO_ITEM, ScenarioItem
from storycontract.pytest_plugin.step_check import READINESS
from storycontract.pytest_plugin.unawaited import UnawaitedWatch
from storycontract.step_binding.assertion_scan import count_checks, digest_source, find_check
from storycontract.step_binding.body_reader import Check

# A message is for people; the whole text is in pytest's own report.
_LONGEST_MESSAGE = 4000


@dataclass(slots=True)
class _StepRun:
    step: BddStep
    outcome: Literal["passed", "failed", "undefined", "skipped", "not-run"] = "not-run"
    function: Callable[..., object] | None = None
    started: float | None = None
    duration_ms: float = 0.0
    is_body_entered: bool = False
    message: str | None = None

    def close(
        self, outcome: Literal["passed", "failed", "undefined", "skipped"], message: str | None = None
    ) -> None:
        self.outcome = outcome
        self.message = message
        if self.started is not None:
            self.duration_ms = _ms_since(self.started)

    def record(self) -> StepRecord:
        return StepRecord(
            kind=KIND_BY_TYPE[self.step.type],
            keyword=self.step.keyword,
            text=self.step.name,
            at_line=self.step.line_number,
            outcome=self.outcome,
            duration_ms=self.duration_ms,
            function=_function_name(self.function) if self.function else None,
            message=self.message,
            checks=count_checks(self.function) if self.function and _is_outcome(self.step) else None,
        )


@dataclass(slots=True)
class _OpenAttempt:
    """What is known so far of the attempt that is under way."""

    item: pytest.Item
    scenario: ScenarioItem
    number: int
    started_utc: str = field(default_factory=utc_now)
    started: float = field(default_factory=time.perf_counter)
    steps: list[_StepRun] = field(default_factory=list)
    phases: dict[str, Phase] = field(default_factory=dict)
    unawaited: list[str] = field(default_factory=list)
    other_text: str | None = None
    files: AttemptFiles = field(default_factory=AttemptFiles)

    def find_step(self, step: BddStep) -> _StepRun | None:
        return next((run for run in self.steps if run.step is step), None)

    def compare(self, run: _StepRun) -> None:
        """Compare a step that is about to run with the contract: a hook may have changed it."""
        place = sum(each.started is not None for each in self.steps if each is not run)
        promised = self.scenario.case.steps
        if self.other_text is None and (place >= len(promised) or not runs_step(run.step, promised[place])):
            meant = f"`{promised[place].text}`" if place < len(promised) else "no further step"
            self.other_text = f"`{run.step.name}` was run where the story says {meant}: a hook changed it"

    def add_phase(self, phase: Phase) -> None:
        """Add what is known of a phase; the worst that was ever said of it stands."""
        earlier = self.phases.get(phase.when)
        if earlier is None or _badness(phase) >= _badness(earlier):
            self.phases[phase.when] = phase


class Recording:
    """Hooks that turn what pytest and pytest-bdd do into lines of evidence.

    `write` takes each line as soon as it is known: the start before anything of the item has run, the attempt
    when its last report is final.
    """

    def __init__(self, write: Callable[[Line], None]) -> None:
        self._write = write
        self._open: _OpenAttempt | None = None
        self._numbers: dict[str, int] = {}
        self._watch = UnawaitedWatch()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        """Close the last attempt of an item, also where the run is broken off."""
        try:
            return (yield)
        finally:
            self._finish()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Open an attempt: every one begins with its set-up."""
        self._finish()
        scenario = item.stash.get(SCENARIO_ITEM, None)
        if scenario is not None:
            self._begin(item, scenario)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """See each report when every other plugin has had its say, and what it is about."""
        raised = call.excinfo
        report = yield
        if self._open is not None and self._open.item is item:
            self._add_phase(self._open, report)
            if report.outcome == "passed" and raised is not None:
                message = f"reported as passed, although it raised {raised.exconly()}"
                self._open.add_phase(Phase(report.when, "failed", _shorten(message)))
        return report

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """See what became of each report since: a plugin may have turned a pass into a failure."""
        if self._open is not None and self._open.item.nodeid == report.nodeid:
            self._add_phase(self._open, report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest, scenario: BddScenario) -> None:
        """Note what is about to run."""
        attempt = self._attempt_of(request)
        if attempt is not None and attempt.steps:
            attempt = self._try_again(attempt)
        if attempt is not None:
            attempt.steps = [_StepRun(step) for step in scenario.steps]
            self._watch.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_after_scenario(self, request: pytest.FixtureRequest) -> None:
        """Note what steps returned and nobody awaited: from now on no step can."""
        self._watch.close_making(_iter_fixture_values(request))

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_step(
        self, request: pytest.FixtureRequest, step: BddStep, step_func: Callable[..., object]
    ) -> None:
        """Open a step."""
        run = self._compared_step_of(request, step)
        if run is not None:
            run.function = step_func
            run.started = time.perf_counter()

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_before_step_call(self, request: pytest.FixtureRequest, step: BddStep) -> None:
        """Note that the step's own code is entered: its fixtures are there."""
        run = self._compared_step_of(request, step)
        if run is not None:
            run.is_body_entered = True

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_after_step(self, request: pytest.FixtureRequest, step: BddStep) -> None:
        """Close a step that returned."""
        run = self._step_of(request, step)
        if run is not None:
            run.close("passed")

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_step_error(
        self, request: pytest.FixtureRequest, step: BddStep, exception: BaseException
    ) -> None:
        """Close a step that raised."""
        run = self._step_of(request, step)
        if run is not None:
            run.close("failed", _shorten(f"{type(exception).__name__}: {exception}"))
            _forget_plumbing(exception, run.function)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_step_func_lookup_error(
        self, request: pytest.FixtureRequest, step: BddStep, exception: BaseException
    ) -> None:
        """Close a step that has no function."""
        run = self._step_of(request, step)
        if run is not None:
            is_missing = isinstance(exception, StepDefinitionNotFoundError)
            run.close("undefined" if is_missing else "failed", "no step function fits this step")

    def _begin(self, item: pytest.Item, scenario: ScenarioItem) -> _OpenAttempt:
        number = self._numbers.get(item.nodeid, 0)
        # pytest-rerunfailures counts over workers too, after one of them died.
        number = max(number, getattr(item, "execution_count", 1) - 1)
        self._numbers[item.nodeid] = number + 1
        self._open = _OpenAttempt(item, scenario, number)
        item.stash[ATTEMPT_FILES] = self._open.files
        self._write(ItemStart(node_id=item.nodeid, attempt=number, at_utc=self._open.started_utc))
        return self._open

    def _try_again(self, attempt: _OpenAttempt) -> _OpenAttempt:
        """Close what is run again without a set-up, so that the second try cannot hide the first."""
        self._finish()
        again = self._begin(attempt.item, attempt.scenario)
        again.phases = {when: phase for when, phase in attempt.phases.items() if when == "setup"}
        return again

    def _attempt_of(self, request: pytest.FixtureRequest) -> _OpenAttempt | None:
        attempt = self._open
        return attempt if attempt is not None and attempt.item is request.node else None

    def _step_of(self, request: pytest.FixtureRequest, step: BddStep) -> _StepRun | None:
        attempt = self._attempt_of(request)
        return attempt.find_step(step) if attempt else None

    def _compared_step_of(self, request: pytest.FixtureRequest, step: BddStep) -> _StepRun | None:
        attempt, run = self._attempt_of(request), self._step_of(request, step)
        if attempt is not None and run is not None:
            attempt.compare(run)
        return run

    def _add_phase(self, attempt: _OpenAttempt, report: pytest.TestReport) -> None:
        outcome: str = report.outcome
        if outcome not in {"passed", "failed", "skipped"}:
            # A plugin's own word for an attempt that is tried again; what it was, makereport has shown.
            return
        attempt.add_phase(_read_phase(report))

    def _note_unawaited(self) -> None:
        found = self._watch.stop()
        if self._open is not None:
            self._open.unawaited += found

    def _finish(self) -> None:
        self._note_unawaited()
        attempt, self._open = self._open, None
        if attempt is not None:
            self._write(_render_attempt(attempt))


def _render_attempt(attempt: _OpenAttempt) -> Attempt:
    readiness = attempt.item.stash[READINESS]
    _close_open_step(attempt)
    is_undefined = bool(readiness.undefined) and (
        any(run.outcome == "undefined" for run in attempt.steps) or not attempt.steps
    )
    execution = Execution(
        passed_steps=sum(run.outcome == "passed" for run in attempt.steps),
        all_steps=len(attempt.scenario.case.steps),
        is_tried=any(run.is_body_entered for run in attempt.steps),
        is_undefined=is_undefined,
        failure=next((run.message or "" for run in attempt.steps if run.outcome == "failed"), None),
        problem=readiness.problem or attempt.other_text or _describe_unawaited(attempt.unawaited),
        tags=frozenset(attempt.scenario.case.tags),
    )
    ending = judge_attempt(tuple(attempt.phases.values()), execution)
    executed = [run for run in attempt.steps if run.function is not None and run.outcome == "passed"]
    functions = [run.function for run in attempt.steps if run.function is not None]
    return Attempt(
        node_id=attempt.item.nodeid,
        story_id=attempt.scenario.story.id,
        criterion_id=attempt.scenario.criterion.id,
        fingerprint=attempt.scenario.case.fingerprint,
        variant=attempt.scenario.variant,
        attempt=attempt.number,
        outcome=ending.outcome,
        started_utc=attempt.started_utc,
        duration_ms=_ms_since(attempt.started),
        steps=tuple(run.record() for run in attempt.steps),
        message=ending.message,
        artefacts=tuple(attempt.files.kept),
        left_out=tuple(attempt.files.left_out),
        checks_nothing=any(_checks_nothing(run) for run in executed),
        binding=digest_source(functions) if functions else None,
    )


def _close_open_step(attempt: _OpenAttempt) -> None:
    # A skip, an exit or an interrupt inside a step fires none of pytest-bdd's hooks.
    for run in attempt.steps:
        if run.started is not None and run.outcome == "not-run":
            call = attempt.phases.get("call")
            is_skip = call is not None and call.outcome == "skipped"
            run.close("skipped" if is_skip else "failed", call.message if call else "broken off")


def _iter_fixture_values(request: pytest.FixtureRequest) -> Iterator[object]:
    # There is no public way to the fixtures of a test.
    for fixture in getattr(request, "_fixture_defs", {}).values():
        if fixture.cached_result is not None:
            yield fixture.cached_result[0]


def _forget_plumbing(exception: BaseException, function: Callable[..., object] | None) -> None:
    """Let the traceback begin in the step: pytest's way there tells nobody anything."""
    code = getattr(function, "__code__", None)
    trace = exception.__traceback__
    while trace is not None and trace.tb_frame.f_code is not code:
        trace = trace.tb_next
    if trace is not None:
        exception.__traceback__ = trace


def _checks_nothing(run: _StepRun) -> bool:
    return _is_outcome(run.step) and run.function is not None and find_check(run.function) is Check.HOLLOW


def _is_outcome(step: BddStep) -> bool:
    return KIND_BY_TYPE[step.type] is StepKind.OUTCOME


def _read_phase(report: pytest.TestReport) -> Phase:
    text = report.longreprtext
    return Phase(
        when=report.when,
        outcome=report.outcome,
        message=_message(report) if report.outcome != "passed" else None,
        is_expected_failure=hasattr(report, "wasxfail"),
        is_strict_pass=report.outcome == "failed" and text.startswith("[XPASS(strict)]"),
    )


def _describe_unawaited(names: list[str]) -> str | None:
    if not names:
        return None
    return f"nobody awaited {', '.join(f'`{name}`' for name in dict.fromkeys(names))}: it was never run"


def _message(report: pytest.TestReport) -> str:
    longrepr: Any = report.longrepr
    if isinstance(longrepr, tuple):
        # A skip is given as path, line and reason.
        return _shorten(str(longrepr[2]))
    crash = getattr(longrepr, "reprcrash", None)
    return _shorten(crash.message if crash is not None else report.longreprtext)


def _badness(phase: Phase) -> int:
    return ("passed", "skipped", "failed").index(phase.outcome)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"


def _function_name(function: Callable[..., object]) -> str:
    return f"{getattr(function, '__module__', '?')}:{getattr(function, '__qualname__', repr(function))}"


def _ms_since(start: float) -> float:
    return round((time.perf_counter() - start) * 1000, 3)
