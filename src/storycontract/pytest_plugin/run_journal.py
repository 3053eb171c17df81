"""The evidence of the run that is under way."""

import platform
import shutil
import sys
import uuid
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from storycontract.assessment.clock import utc_now
from storycontract.assessment.scope_of_project import read_scope
from storycontract.contract.contract import Contract
from storycontract.errors import EvidenceError, say_reason
from storycontract.evidence.closing import close_run
from storycontract.evidence.journal import SUFFIX, JournalWriter
from storycontract.evidence.record import Line, RunEnd, RunHeader, Selection, Shard, SourceState
from storycontract.evidence.recorded_run import MAIN
from storycontract.evidence.run_file import list_journals
from storycontract.evidence.scope import Scope
from storycontract.gherkin_reader.discovery import relative_path
from storycontract.lint.ready import find_ready_findings
from storycontract.pytest_plugin.declared import Declared
from storycontract.pytest_plugin.remote_evidence import RemoteWriter
from storycontract.settings.settings import Settings
from storycontract.verdict.contract_stamp import stamp_contract
from storycontract.verdict.manual_evidence import ManualEvidence

# What is added to the name of Allure's folder for the results that count stories.
STORY_FOLDER_SUFFIX = "-stories"

_SYNCED = ("pytest", "_pytest")

_TOOLS = ("storycontract", "pytest", "pytest-bdd", "gherkin-official", "playwright", "pytest-playwright")


class RunJournal:
    """Writes the lines of one process of a run, to its folder or, with a `channel`, to another machine.

    A line that cannot be written stops the writing, never the tests: `failure` then says why, and this run
    must not be taken for a whole one.
    """

    def __init__(self, settings: Settings, header: RunHeader, channel: Any = None) -> None:
        self.header = header
        self.failure: EvidenceError | None = None
        self._folder = settings.evidence_folder / header.run_id
        self._writer: JournalWriter | RemoteWriter | None = None
        try:
            self._writer = (
                JournalWriter(self._folder, header.process, settings.secret_patterns)
                if channel is None
                else RemoteWriter(channel, settings.reports_folder, settings.secret_patterns)
            )
        except EvidenceError as error:
            self.failure = error
        self.write(header)

    def write(self, line: Line) -> None:
        """Write one line, unless an earlier one could not be written."""
        if self._writer is None or self.failure is not None:
            return
        try:
            self._writer.write(line)
        except EvidenceError as error:
            self.failure = error

    def send_manifest(self, scope: Scope) -> None:
        """Send the files that this machine sees to the one that started the run."""
        if isinstance(self._writer, RemoteWriter) and self.failure is None:
            try:
                self._writer.send_manifest(scope)
            except EvidenceError as error:
                self.failure = error

    def leave(self) -> None:
        """Close this process's file; the run goes on elsewhere."""
        if self._writer is None:
            return
        if self.failure is None:
            try:
                self._writer.check()
            except EvidenceError as error:
                self.failure = error
        self._writer.close()

    def count_planned(self) -> int:
        """Count what the processes of this run planned: one that died cannot say it any other way.

        Raises:
            EvidenceError: what they wrote cannot be read.
        """
        try:
            journals = list_journals(self._folder)
        except OSError as error:
            raise EvidenceError(
                f"the run cannot be read: {say_reason(error)}",
                where=str(self._folder),
                fix="make this folder readable, then run again",
            ) from error
        return sum(len(section.planned) for journal in journals for section in journal.reading.sections)

    def discard(self) -> None:
        """Take the run back as if it had never begun; for one that had nothing to do with any story."""
        self.leave()
        shutil.rmtree(self._folder, ignore_errors=True)

    def end(self, end: RunEnd) -> None:
        """Write the last line and close the run."""
        self.write(end)
        self.leave()
        if self.failure is None:
            try:
                close_run(self._folder)
            except EvidenceError as error:
                self.failure = error


def new_header(  # noqa: PLR0913 - the parts of a header, most by keyword
    settings: Settings,
    contract: Contract,
    *,
    declared: Declared,
    selection: Selection,
    source: SourceState,
    output_paths: Sequence[str],
    manual: ManualEvidence,
) -> RunHeader:
    """Make the header of a new run; `manual` is what people say of cases at this time.

    Raises:
        UsageError: a rule that the team adds to the `ready` profile is none.
    """
    findings = find_ready_findings(contract, settings.lint.ready, settings.lint.config.options)
    return RunHeader(
        run_id=str(uuid.uuid4()),
        project=settings.product,
        process=MAIN,
        started_utc=utc_now(),
        selection=selection,
        source=source,
        shard=declared.shard or Shard(),
        environment=declared.environment,
        product_version=declared.product_version,
        required_environments=settings.environments,
        tools=_list_tools(),
        optimized=sys.flags.optimize > 0,
        contract=stamp_contract(contract, findings, settings.environments, manual.list_accepted_in),
        output_paths=tuple(output_paths),
    )


def worker_header(text: str, process: str) -> RunHeader:
    """Make a worker's header from its controller's, which alone holds the contract."""
    header = RunHeader.model_validate_json(text)
    return header.model_copy(update={"process": process, "optimized": sys.flags.optimize > 0})


def is_here(settings: Settings, header: RunHeader) -> bool:
    """Tell whether a worker shares its disk with the process that opened the run."""
    return (settings.evidence_folder / header.run_id / f"{MAIN}{SUFFIX}").exists()


def read_scope_elsewhere(settings: Settings, header: RunHeader) -> Scope:
    """Read the code that a worker on another machine sees."""
    # What pytest-xdist lays into the folder of such a worker is not the project's.
    synced = tuple(relative_path(settings.root, Path.cwd() / name) for name in _SYNCED)
    return read_scope(settings, (*header.output_paths, *synced))


def describe_source(scope: Scope) -> SourceState:
    """Describe the code of a run."""
    return SourceState(commit=scope.commit, tree=scope.tree, dirty=scope.dirty, scope_digest=scope.digest)


def header_for_workers(header: RunHeader) -> str:
    """Render a header for the workers of a run, without the contract that they load themselves."""
    return header.model_copy(update={"contract": ()}).model_dump_json()


def list_output_paths(config: pytest.Config, root: Path) -> tuple[str, ...]:
    """List the files and folders that pytest was told to write to, relative to the project root."""
    names = ("xmlpath", "allure_report_dir", "htmlpath", "json_report_file", "log_file", "cucumber_json_path")
    # pytest-playwright's own default is left out of the scope anyway.
    values = [config.getoption(name, default=None) for name in (*names, "output")]
    allure = config.getoption("allure_report_dir", default=None)
    values += [f"{str(allure).rstrip('/')}{STORY_FOLDER_SUFFIX}"] if allure else []
    places = [
        Path(config.invocation_params.dir, value) for value in values if isinstance(value, str) and value
    ]
    return tuple(relative_path(root, place) for place in places)


def _list_tools() -> dict[str, str]:
    tools = {"python": platform.python_version()}
    for name in _TOOLS:
        try:
            tools[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return tools
