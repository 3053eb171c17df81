"""What frames a run: its header before anything is collected, its end, and what is made of it."""

from collections.abc import Generator, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from storycontract.assessment.clock import utc_now
from storycontract.assessment.gating import compare_if_known
from storycontract.assessment.scope_of_project import read_scope
from storycontract.assessment.sidecars import load_sidecars
from storycontract.assessment.taking_stock import take_stock, write_stories
from storycontract.contract.contract import Contract
from storycontract.errors import EvidenceError, StorycontractError
from storycontract.evidence.record import Line, Plan, RunEnd, RunHeader
from storycontract.evidence.scope import Scope, save_manifest
from storycontract.gherkin_reader.project import load_contract
from storycontract.pytest_plugin.collecting import Collecting
from storycontract.pytest_plugin.declared import read_declared
from storycontract.pytest_plugin.empty_shard import EmptyShard
from storycontract.pytest_plugin.github_outcome import tell_outcome_at_github
from storycontract.pytest_plugin.progress import Progress
from storycontract.pytest_plugin.recording import Recording
from storycontract.pytest_plugin.remote_evidence import RemoteEvidence
from storycontract.pytest_plugin.run_journal import (
    RunJournal,
    describe_source,
    header_for_workers,
    is_here,
    list_output_paths,
    new_header,
    read_scope_elsewhere,
    worker_header,
)
from storycontract.pytest_plugin.run_outcome import print_gate, print_outcome, print_page
from storycontract.pytest_plugin.run_tally import RunTally
from storycontract.pytest_plugin.selection import (
    LineArguments,
    check_story_ids,
    describe_selection,
    take_line_arguments,
)
from storycontract.pytest_plugin.splitting import DURATIONS
from storycontract.pytest_plugin.step_lookup import StepLookup, install_step_lookup
from storycontract.pytest_plugin.story_gate import StoryGate, make_gate
from storycontract.pytest_plugin.tags import TagHooks, declare_markers, withdraw_markers
from storycontract.pytest_plugin.variant_fixtures import VariantFixtures
from storycontract.report.page.page_file import remove_page
from storycontract.report.stories import StoriesDocument
from storycontract.report.stories_file import remove_stories
from storycontract.settings.settings import Settings
from storycontract.verdict.manual_evidence import ManualEvidence

if TYPE_CHECKING:
    from storycontract.pytest_plugin.allure_session import AllureSession

WORKER_KEY = "storycontract"

# With one of these pytest opens a session and runs no test.
_DRY_OPTIONS = ("collectonly", "showfixtures", "show_fixtures_per_test", "cacheshow", "setupplan")


class StorySession:
    """The hooks around one pytest process.

    A process is a worker of pytest-xdist, the controller of such workers, or both in one. Workers collect and
    record; the controller opens the run, closes it and takes stock.
    """

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._worker_input: dict[str, Any] | None = getattr(config, "workerinput", {}).get(WORKER_KEY)
        self._is_controller = _is_controller(config)
        self._declared = read_declared(config)
        self._gate = self._make_gate()
        self._lines = self._find_lines()
        self._contract = Contract(stories=(), files=())
        self._collecting: Collecting | None = None
        self._journal: RunJournal | None = None
        self._allure = _load_allure(config, settings)
        self._markers: set[str] = set()
        self._tally = RunTally()
        self._worker_remarks: list[str] = []
        self._worker_failure: str | None = None
        self._worker_scopes: set[str] = set()
        self._is_elsewhere = False
        self._remote: RemoteEvidence | None = None
        self._document: StoriesDocument | None = None
        self._failure: str | None = None
        self._page: Path | StorycontractError | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Open the run before pytest-xdist starts its workers."""
        settings = self._settings
        self._contract = load_contract(settings.root, settings.features, settings.story_tag_pattern)
        check_story_ids(self._contract, self._config.getoption("story"))
        if not _runs_nothing(self._config):
            try:
                self._journal = self._open_journal()
            except StorycontractError as error:
                raise pytest.UsageError(str(error)) from error
        if self._allure is not None and self._journal is not None:
            is_worker = self._worker_input is not None
            self._allure.start(self._contract, runs_scenarios=not self._is_controller, is_worker=is_worker)
        if not self._is_controller:
            self._register_collecting(session)
        if self._worker_input is None:
            manager = self._config.pluginmanager
            manager.register(Progress(self._tally.count_all, manager), "storycontract-progress")
            if self._declared.shard is not None:
                manager.register(EmptyShard(self._declared.shard), "storycontract-shard")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Write the plan as soon as it is known."""
        if self._collecting is None:
            return
        self._tally.planned = {item.nodeid for item in session.items}
        self._write(Plan(items=self._collecting.planned))
        self._tally.scenarios = len(self._collecting.planned)
        if self._worker_input is not None:
            self._hand_over(remarks=self._collecting.remarks, scenarios=self._tally.scenarios)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Close the run and take stock, whatever became of the tests."""
        if self._journal is None:
            return
        if self._worker_input is not None:
            self._journal.leave()
            self._hand_over(failure=str(self._journal.failure or ""))
            if self._is_elsewhere:
                scope = read_scope_elsewhere(self._settings, self._journal.header)
                self._hand_over(scope_digest=scope.digest)
            return
        try:
            self._finish(exitstatus)
        except StorycontractError as error:
            self._failure = str(error)
        if self._gate is not None:
            self._gate.judge(self._document if self._failure is None else None)
            if session.exitstatus == pytest.ExitCode.OK and not self._gate.holds:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_unconfigure(self) -> None:
        """Leave pytest as it was found, for processes that run it more than once."""
        withdraw_markers(self._markers)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Count what could not be collected."""
        self._tally.broken_files += report.failed

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note which items came to their end."""
        if report.when == "teardown" and report.outcome in {"passed", "failed", "skipped"}:
            self._tally.finished.add(report.nodeid)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> Generator[None, object, object]:
        """Say last, after pytest's own summary, what people came for."""
        result = yield
        for line in self._worker_remarks:
            terminalreporter.write_line(line)
        print_outcome(
            terminalreporter, self._document, self._failure, is_about_stories=self._tally.is_about_stories
        )
        if self._failure is None and self._tally.is_about_stories:
            print_page(terminalreporter, self._page)
        if self._gate is not None:
            print_gate(terminalreporter, self._gate.answer)
        # A shard knows nothing of what the others show; the answer is told where they are merged.
        if self._declared.shard is None:
            document = self._document if self._tally.is_about_stories else None
            tell_outcome_at_github(terminalreporter, self._settings, document, self._failure)
        return result

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Hand the run to a worker of pytest-xdist."""
        node.workerinput[WORKER_KEY] = {
            "header": header_for_workers(self._journal.header) if self._journal else None,
            "evidence": self._remote.open_channel(node.gateway) if self._remote else None,
            "lines": [(str(path), sorted(lines)) for path, lines in self._lines.lines.items()],
            "whole": [str(path) for path in self._lines.whole],
            "durations": self._config.stash.get(DURATIONS, {}),
        }

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Note what the workers are about to run; all of them collect the same."""
        self._tally.planned |= set(ids)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker had to say."""
        output: dict[str, Any] = (getattr(node, "workeroutput", None) or {}).get(WORKER_KEY, {})
        self._worker_remarks = output.get("remarks") or self._worker_remarks
        self._worker_failure = output.get("failure") or self._worker_failure
        self._worker_scopes |= {output["scope_digest"]} if "scope_digest" in output else set()
        if "other_code" in output:
            self._worker_remarks = [*self._worker_remarks, _say_other_code(output["other_code"])]
        self._tally.scenarios = max(self._tally.scenarios, output.get("scenarios", 0))

    def _hand_over(self, **output: object) -> None:
        worker: dict[str, Any] = self._config.workeroutput  # type: ignore[attr-defined]
        worker.setdefault(WORKER_KEY, {}).update(output)

    def _make_gate(self) -> StoryGate | None:
        if self._worker_input is not None:
            return None
        is_shard = self._declared.shard is not None
        return make_gate(self._config, is_shard=is_shard, runs_nothing=_runs_nothing(self._config))

    def _find_lines(self) -> LineArguments:
        if self._worker_input is None:
            return take_line_arguments(self._config)
        return LineArguments.from_strings(self._worker_input["lines"], self._worker_input["whole"])

    def _open_journal(self) -> RunJournal | None:
        settings = self._settings
        if self._worker_input is not None:
            text: str | None = self._worker_input["header"]
            process: str = self._config.workerinput["workerid"]  # type: ignore[attr-defined]
            return self._open_worker_journal(worker_header(text, process)) if text else None
        # A mistake in a sidecar is better told before an hour of tests than after it.
        sidecars = load_sidecars(
            settings,
            self._contract,
            now_utc=utc_now(),
            product_versions=self._declared.product_versions or {},
        )
        remove_stories(settings.stories_file)
        remove_page(settings.page_file)
        journal = RunJournal(settings, self._new_header(sidecars.manual))
        if self._is_controller:
            run_id = journal.header.run_id
            self._remote = RemoteEvidence(settings.evidence_folder, run_id, settings.secret_patterns)
        return journal

    def _open_worker_journal(self, header: RunHeader) -> RunJournal:
        if self._worker_input is None or is_here(self._settings, header):
            return RunJournal(self._settings, header)
        scope = read_scope_elsewhere(self._settings, header)
        own = header.model_copy(update={"source": describe_source(scope)})
        journal = RunJournal(self._settings, own, self._worker_input["evidence"])
        self._is_elsewhere = True
        if scope.digest != header.source.scope_digest:
            journal.send_manifest(scope)
            self._hand_over(other_code=header.process)
        return journal

    def _new_header(self, manual: ManualEvidence) -> RunHeader:
        settings = self._settings
        self._declared.check_version()
        outputs = list_output_paths(self._config, settings.root)
        scope = read_scope(settings, outputs)
        _keep_manifest(settings, scope)
        has_lines = bool(self._lines.lines)
        return new_header(
            settings,
            self._contract,
            declared=self._declared,
            selection=describe_selection(
                self._config,
                settings.root,
                settings.features,
                lines=has_lines,
                paths_are_shard=self._declared.is_split_by_hand,
            ),
            source=describe_source(scope),
            output_paths=outputs,
            manual=manual,
        )

    def _register_collecting(self, session: pytest.Session) -> None:
        manager = self._config.pluginmanager
        self._markers = declare_markers(_list_tags(self._contract))
        lookup = install_step_lookup(self._config, enabled=self._settings.step_index)
        self._collecting = Collecting(
            self._config,
            self._settings,
            self._contract,
            lookup,
            lines=self._lines,
            environment=self._declared.environment,
        )
        manager.register(TagHooks(manager), "storycontract-tags")
        manager.register(self._collecting, "storycontract-collecting")
        manager.register(VariantFixtures(lookup), "storycontract-variants")
        if self._journal is not None:
            manager.register(Recording(self._write), "storycontract-recording")
            self._register_browser_evidence(session, lookup)

    def _register_browser_evidence(self, session: pytest.Session, lookup: StepLookup) -> None:
        if not self._config.pluginmanager.hasplugin("playwright"):
            return
        # Only a run that may see a browser pays for loading it.
        from storycontract.pytest_plugin.browser_evidence import register_browser_evidence  # noqa: PLC0415

        register_browser_evidence(self._settings, session, lookup)

    def _write(self, line: Line) -> None:
        if self._journal is not None:
            self._journal.write(line)

    def _check_remote(self, journal: RunJournal) -> None:
        if self._remote is None:
            return
        self._remote.close()
        if self._remote.failure is not None:
            # What was lost may be a failure: without an end, no pass of this run counts.
            journal.leave()
            raise self._remote.failure

    def _finish(self, exitstatus: int) -> None:
        if self._journal is None:
            return
        self._check_remote(self._journal)
        settings = self._settings
        outputs = list_output_paths(self._config, settings.root)
        scope = read_scope(settings, outputs)
        why_incomplete = self._tally.why_incomplete(exitstatus)
        if not self._tally.scenarios and self._is_controller:
            # A worker that died at its very end has told nobody what it ran.
            self._tally.scenarios = self._journal.count_planned()
        is_foreign = not self._tally.scenarios and self._declared.shard is None
        if is_foreign and why_incomplete is None:
            self._journal.discard()
        else:
            self._journal.end(
                RunEnd(
                    ended_utc=utc_now(),
                    complete=why_incomplete is None,
                    why_incomplete=why_incomplete,
                    scope_digest=min(self._worker_scopes - {scope.digest}, default=scope.digest),
                    pytest_exit_code=int(exitstatus),
                )
            )
        if self._journal.failure is not None:
            raise self._journal.failure
        if self._worker_failure is not None:
            self._failure = self._worker_failure
            return
        _keep_manifest(settings, scope)
        take = partial(
            take_stock,
            settings,
            now_utc=utc_now(),
            output_paths=outputs,
            product_versions=self._declared.product_versions,
            scope=scope,
        )
        self._document = compare_if_known(take, self._gate.policy.base if self._gate is not None else None)
        write_stories(settings, self._document)
        self._draw_page(self._document)
        if self._allure is not None:
            self._allure.finish(self._document, self._journal.header, why_incomplete)

    def _draw_page(self, document: StoriesDocument) -> None:
        # Only the end of a run pays for loading it.
        from storycontract.assessment.reporting import write_page  # noqa: PLC0415

        try:
            self._page = write_page(self._settings, document)
        except StorycontractError as error:
            # The verdicts stand without a picture of them.
            self._page = error


def _load_allure(config: pytest.Config, settings: Settings) -> "AllureSession | None":
    if not config.getoption("allure_report_dir", default=None):
        return None
    # Only a run that writes for Allure pays for loading it.
    from storycontract.pytest_plugin.allure_session import AllureSession  # noqa: PLC0415

    return AllureSession(config, settings)


def _is_controller(config: pytest.Config) -> bool:
    # pytest-xdist starts no workers where tests are only listed.
    is_spread = config.getoption("dist", default="no") != "no" and not config.getoption("collectonly")
    return is_spread and not hasattr(config, "workerinput")


def _runs_nothing(config: pytest.Config) -> bool:
    return any(config.getoption(name, default=None) for name in _DRY_OPTIONS)


def _say_other_code(worker: str) -> str:
    return (
        f"worker {worker} sees other code than this machine: what it shows counts not; give it the same code"
    )


def _keep_manifest(settings: Settings, scope: Scope) -> None:
    # Without it, a story that is stale some day cannot name the files that changed; evidence stands alone.
    with suppress(EvidenceError):
        save_manifest(settings.evidence_folder, scope)


def _list_tags(contract: Contract) -> Iterable[str]:
    return {tag for story in contract.stories for case in story.cases for tag in case.tags}
