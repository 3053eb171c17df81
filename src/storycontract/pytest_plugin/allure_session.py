"""Brings a run of pytest and Allure's results together, where allure-pytest is asked to write any."""

import sys
import sysconfig
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger

from storycontract.contract.contract import Contract
from storycontract.evidence.record import RunHeader
from storycontract.pytest_plugin.allure_fixtures import AllureFixtures
from storycontract.pytest_plugin.allure_hooks import AllureResults
from storycontract.pytest_plugin.allure_steps import AllureSteps
from storycontract.pytest_plugin.run_journal import STORY_FOLDER_SUFFIX
from storycontract.report.allure_cleaning import TextCleaner
from storycontract.report.allure_missing import MissingResults
from storycontract.report.allure_model import AllureContract, describe_contract
from storycontract.report.allure_stories import StoryResults, remove_results
from storycontract.report.allure_writer import AllureWriter
from storycontract.report.stories import StoriesDocument
from storycontract.settings.settings import Settings

PLUGIN = "allure_listener"


class AllureSession:
    """The part of a run that Allure sees; does nothing without `--alluredir`."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._libraries = tuple(_iter_libraries(settings.root))
        self._cleaner = TextCleaner(settings.secret_patterns, settings.root, self._libraries)
        self._contract = AllureContract({}, {})
        self._results: AllureResults | None = None

    def start(self, contract: Contract, *, runs_scenarios: bool, is_worker: bool) -> None:
        """Take over what is written for Allure; leave no stories of an earlier run behind."""
        listener = self._config.pluginmanager.get_plugin(PLUGIN)
        if listener is None:
            return
        self._contract = describe_contract(contract)
        if not is_worker:
            remove_results(self.story_folder)
        self._replace_writer()
        if runs_scenarios:
            manager = self._config.pluginmanager
            fixtures = AllureFixtures(listener, self._settings.root, self._libraries)
            self._results = results = AllureResults(self._contract, fixtures)
            manager.register(fixtures, "storycontract-allure-fixtures")
            manager.register(results, "storycontract-allure-results")
            manager.register(AllureSteps(), "storycontract-allure-steps")
            self._register_with_allure(results)

    def finish(self, document: StoriesDocument, header: RunHeader, why_incomplete: str | None) -> None:
        """Report what did not run, and write the results that count stories."""
        if not self._config.pluginmanager.hasplugin(PLUGIN):
            return
        hooks = allure_commons.plugin_manager.hook
        missing = MissingResults(
            document=document,
            run_id=header.run_id,
            reason=_say_why(header.selection.reasons, why_incomplete),
            contract=self._contract,
            issue_link=self._settings.issue_link,
            told=self._results.cut_off if self._results else (),
            attach=lambda body, name: hooks.report_attached_data(body=body, file_name=name),
        )
        for result in missing.render():
            hooks.report_result(result=result)
        StoryResults(
            document,
            self.story_folder,
            cleaner=self._cleaner,
            contract=self._contract,
            reports_folder=self._settings.reports_folder,
            issue_link=self._settings.issue_link,
        ).write()

    @property
    def story_folder(self) -> Path:
        """The folder beside Allure's own that holds one result a story."""
        folder = Path(self._config.invocation_params.dir, str(self._config.getoption("allure_report_dir")))
        return folder.with_name(f"{folder.name}{STORY_FOLDER_SUFFIX}")

    def _replace_writer(self) -> None:
        manager = allure_commons.plugin_manager
        for plugin in manager.get_plugins():
            if isinstance(plugin, AllureFileLogger):
                manager.unregister(plugin)
                # allure-pytest unregisters its own at the end, and insists on finding it.
                self._config.add_cleanup(partial(manager.register, plugin))
                self._register_with_allure(AllureWriter(plugin, self._cleaner))

    def _register_with_allure(self, plugin: object) -> None:
        allure_commons.plugin_manager.register(plugin)
        self._config.add_cleanup(lambda: allure_commons.plugin_manager.unregister(plugin))


def _iter_libraries(root: Path) -> Iterator[Path]:
    paths = sysconfig.get_paths()
    yield from (Path(paths[name]) for name in ("purelib", "platlib", "stdlib"))
    # Packages that are installed to be worked on stand anywhere.
    for path in map(Path, sys.path):
        if path.is_absolute() and not path.is_relative_to(root) and not root.is_relative_to(path):
            yield path


def _say_why(filters: tuple[str, ...], why_incomplete: str | None) -> str:
    left_out = [f"left out by {', '.join(filters)}"] if filters else []
    return "; ".join([*left_out, *([why_incomplete] if why_incomplete else [])]) or "no test was about it"
