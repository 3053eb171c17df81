"""Brings a run of pytest and Allure's results together, where allure-pytest is asked to write any."""

from pathlib import Path

import pytest

from storycontract.evidence.record import RunHeader
from storycontract.pytest_plugin.allure_hooks import (
    AllureResults,
    AllureSteps,
    is_allure_active,
    report_not_run,
)
from storycontract.pytest_plugin.run_journal import STORY_FOLDER_SUFFIX
from storycontract.report.allure_stories import write_story_results
from storycontract.report.stories import StoriesDocument
from storycontract.settings.settings import Settings


class AllureSession:
    """The part of a run that Allure sees; does nothing without `--alluredir`."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings

    def register(self) -> None:
        """Register the hooks of a process that runs scenarios."""
        if not is_allure_active(self._config):
            return
        results = AllureResults(self._settings.root)
        manager = self._config.pluginmanager
        manager.register(results, "storycontract-allure-results")
        manager.register(AllureSteps(), "storycontract-allure-steps")
        self._config.add_cleanup(results.register())

    def finish(self, document: StoriesDocument, header: RunHeader, why_incomplete: str | None) -> None:
        """Report what did not run, and write the results that count stories, once for a whole run."""
        if not is_allure_active(self._config):
            return
        reasons = [*header.selection.reasons, *([why_incomplete] if why_incomplete else [])]
        report_not_run(
            document, header.run_id, f"left out by {', '.join(reasons)}" if reasons else "not collected"
        )
        write_story_results(
            document,
            self.story_folder,
            reports_folder=self._settings.reports_folder,
            issue_link=self._settings.issue_link,
        )

    @property
    def story_folder(self) -> Path:
        """The folder beside Allure's own that holds one result a story."""
        folder = Path(self._config.invocation_params.dir, str(self._config.getoption("allure_report_dir")))
        return folder.with_name(f"{folder.name}{STORY_FOLDER_SUFFIX}")
