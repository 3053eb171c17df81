"""What the browser saw: a picture at the failing step and the trace of the scenario, kept as evidence."""

from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.parser import Feature as BddFeature
from pytest_bdd.parser import Step as BddStep

from storycontract.evidence.artefacts import ArtefactKind, ArtefactStore, LeftOut
from storycontract.evidence.record import Artefact
from storycontract.pytest_plugin.attempt_files import ATTEMPT_FILES, AttemptFiles
from storycontract.pytest_plugin.browser_pages import BrowserPages
from storycontract.pytest_plugin.browser_tracing import StepGroups, TracingOption
from storycontract.pytest_plugin.scenario_item import SCENARIO_ITEM
from storycontract.pytest_plugin.step_lookup import StepLookup
from storycontract.settings.settings import BrowserEvidence as When
from storycontract.settings.settings import Settings

_MOST_PICTURES = 5
_PATIENCE_MS = 5000
_LONGEST_REASON = 200
_PROPERTY = "playwright_"
_KINDS: dict[str, ArtefactKind] = {"trace": "trace", "screenshot": "screenshot", "video": "video"}
_TRACING = {When.ON_FAILURE: "retain-on-failure", When.ALWAYS: "on"}


@dataclass(slots=True)
class _Attempt:
    item: pytest.Item
    request: pytest.FixtureRequest | None = None
    step: BddStep | None = None
    feature_file: str = ""
    is_pictured: bool = False

    @property
    def files(self) -> AttemptFiles:
        return self.item.stash[ATTEMPT_FILES]

    @property
    def fixtures(self) -> list[str]:
        return self.request.fixturenames if self.request is not None else []


class BrowserEvidence:
    """Hooks that keep what pytest-playwright's browser shows of a scenario.

    None of them lets an error of the browser's out: a picture that cannot be taken must not hide the failure
    it was to show. `show` is told of every file that was kept.
    """

    def __init__(
        self,
        settings: Settings,
        session: pytest.Session,
        lookup: StepLookup,
        show: Callable[[Artefact], None] | None = None,
    ) -> None:
        self._settings = settings
        self._session = session
        self._show = show
        self._pages = BrowserPages()
        self._groups = StepGroups()
        self._tracing = TracingOption(session, lookup, _TRACING[settings.browser_evidence])
        self._store = _open_store(settings, session.config)
        self._attempt: _Attempt | None = None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Record a trace of scenarios only."""
        if SCENARIO_ITEM not in item.stash:
            return (yield)
        self._tracing.switch_on()
        try:
            return (yield)
        finally:
            self._tracing.switch_back()
            self._attempt = None

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin an attempt; its record has been opened before."""
        self._attempt = _Attempt(item) if ATTEMPT_FILES in item.stash else None
        with suppress(Exception):
            self._pages.begin()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Note browsers, contexts and pages, whoever's fixture they are."""
        value = yield
        with suppress(Exception):
            self._pages.note(fixturedef.argname, value)
        if self._attempt is not None and self._attempt.step is not None:
            self._begin_groups(self._attempt, [*request.fixturenames, fixturedef.argname])
        return value

    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest, feature: BddFeature) -> None:
        """Note whose scenario begins."""
        if self._attempt is not None and self._attempt.item is request.node:
            self._attempt.request = request
            self._attempt.feature_file = feature.filename
            self._attempt.is_pictured = False

    def pytest_bdd_before_step(self, step: BddStep) -> None:
        """Begin the step in the trace."""
        if self._attempt is not None:
            self._attempt.step = step
            self._begin_groups(self._attempt, self._attempt.fixtures)

    def pytest_bdd_before_step_call(self) -> None:
        """Begin it in the trace of what the step's own fixtures have just opened, too."""
        if self._attempt is not None:
            self._begin_groups(self._attempt, self._attempt.fixtures)

    def pytest_bdd_after_step(self) -> None:
        """End the step in the trace."""
        self._end_step()

    def pytest_bdd_step_error(self, step: BddStep) -> None:
        """Take the picture while the page still shows what went wrong."""
        if self._attempt is not None:
            self._take_pictures(self._attempt, f"{step.keyword} {step.name}")
        self._end_step()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Take what no step showed, and take over what pytest-playwright kept."""
        report = yield
        attempt = self._attempt
        if attempt is None or attempt.item is not item:
            return report
        if report.when == "call":
            self._end_step()
            if self._wants_picture(report, call):
                self._take_pictures(attempt, "at the end")
        elif report.when == "teardown":
            self._take_over(attempt, report)
        return report

    def _wants_picture(self, report: pytest.TestReport, call: pytest.CallInfo[None]) -> bool:
        is_failure = report.failed or (call.excinfo is not None and not report.skipped)
        return is_failure or self._settings.browser_evidence is When.ALWAYS

    def _begin_groups(self, attempt: _Attempt, fixtures: list[str]) -> None:
        if self._pages and attempt.step is not None and self._tracing.is_on:
            with suppress(Exception):
                contexts = self._pages.list_contexts(fixtures)
                self._groups.begin(contexts, attempt.step, attempt.feature_file)

    def _end_step(self) -> None:
        self._groups.end()
        if self._attempt is not None:
            self._attempt.step = None

    def _take_pictures(self, attempt: _Attempt, moment: str) -> None:
        if attempt.is_pictured or not self._pages:
            return
        attempt.is_pictured = True
        try:
            pages = self._pages.list_pages(attempt.fixtures)
        except Exception as error:  # noqa: BLE001 - a browser that is gone may fail in any way
            attempt.files.left_out.append(f"no screenshot: {_say(error)}")
            return
        for number, page in enumerate(pages[:_MOST_PICTURES], start=1):
            self._take_picture(attempt, page, moment if number == 1 else f"{moment} (page {number})")
        if len(pages) > _MOST_PICTURES:
            attempt.files.left_out.append(
                f"no screenshot of {len(pages) - _MOST_PICTURES} more pages: {_MOST_PICTURES} are kept"
            )

    def _take_picture(self, attempt: _Attempt, page: Any, moment: str) -> None:
        is_full = bool(self._session.config.getoption("full_page_screenshot", default=False))
        try:
            content: bytes = page.screenshot(type="png", timeout=_PATIENCE_MS, full_page=is_full)
        except Exception as error:  # noqa: BLE001 - a page that is closed, stuck or crashed may fail in any way
            attempt.files.left_out.append(f"no screenshot `{moment}`: {_say(error)}")
            return
        self._add(attempt, self._store.keep("screenshot", moment, content, ".png"))

    def _take_over(self, attempt: _Attempt, report: pytest.TestReport) -> None:
        """Keep the files that pytest-playwright names in its report on the tear-down."""
        for position, (name, value) in enumerate(report.user_properties):
            kind = _KINDS.get(name.removeprefix(_PROPERTY)) if name.startswith(_PROPERTY) else None
            if kind is None:
                continue
            file = Path(self._session.config.invocation_params.dir, str(value))
            kept = self._keep_file(kind, file)
            self._add(attempt, kept)
            if kind == "trace" and isinstance(kept, Artefact) and self._is_alone_with_traces:
                report.user_properties[position] = (name, str(self._settings.reports_folder / kept.path))
                _remove_with_folders(file, self._output_folder)

    @property
    def _is_alone_with_traces(self) -> bool:
        # Nobody asked for a trace but us, and no page of pytest-html's links to where it was.
        return self._tracing.is_ours and not self._session.config.getoption("htmlpath", default=None)

    @property
    def _output_folder(self) -> Path:
        output = self._session.config.getoption("output", default="test-results")
        return Path(self._session.config.invocation_params.dir, str(output))

    def _keep_file(self, kind: ArtefactKind, file: Path) -> Artefact | LeftOut:
        try:
            content = file.read_bytes()
        except OSError as error:
            return LeftOut(f"{kind} `{file.name}` was not kept: {_say(error)}")
        return self._store.keep(kind, file.name, content, file.suffix)

    def _add(self, attempt: _Attempt, file: Artefact | LeftOut) -> None:
        attempt.files.add(file)
        if self._show is not None and isinstance(file, Artefact):
            self._show(file)


def register_browser_evidence(settings: Settings, session: pytest.Session, lookup: StepLookup) -> None:
    """Register the hooks, unless somebody switched them off."""
    if settings.browser_evidence is When.OFF:
        return
    manager = session.config.pluginmanager
    show = None
    if manager.hasplugin("allure_listener"):
        # Allure is loaded only where it is used.
        from storycontract.pytest_plugin.allure_attachments import make_attacher  # noqa: PLC0415

        show = make_attacher(settings.reports_folder)
    manager.register(BrowserEvidence(settings, session, lookup, show), "storycontract-browser-evidence")


def _open_store(settings: Settings, config: pytest.Config) -> ArtefactStore:
    """Open the store of one process; the workers of a run share what it may keep."""
    workers: int = getattr(config, "workerinput", {}).get("workercount", 1)
    limit_bytes = settings.browser_evidence_mb * 1_000_000 // workers
    return ArtefactStore(settings.evidence_folder, limit_bytes=limit_bytes)


def _say(error: Exception) -> str:
    first = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {first}"[:_LONGEST_REASON]


def _remove_with_folders(file: Path, top: Path) -> None:
    with suppress(OSError):
        file.unlink()
        for folder in file.parents:
            # The first that holds something else ends it.
            folder.rmdir()
            if folder == top:
                break
