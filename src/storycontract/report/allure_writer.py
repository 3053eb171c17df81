"""The one place through which results reach Allure's folder."""

from pathlib import Path

from allure_commons import hookimpl
from allure_commons.logger import AllureFileLogger
from allure_commons.model2 import Globals, TestResult, TestResultContainer

from storycontract.report.allure_cleaning import TextCleaner


class AllureWriter:
    """Stands in for Allure's own writer: cleans everything first, and leaves out set-ups that say nothing."""

    def __init__(self, logger: AllureFileLogger, cleaner: TextCleaner) -> None:
        self._logger = logger
        self._cleaner = cleaner

    @hookimpl
    def report_result(self, result: TestResult) -> None:
        """Write a result."""
        self._cleaner.clean_item(result)
        self._logger.report_result(result)

    @hookimpl
    def report_container(self, container: TestResultContainer) -> None:
        """Write what was set up and torn down around results, if anything was."""
        if container.befores or container.afters:
            self._cleaner.clean_item(container)
            self._logger.report_container(container)

    @hookimpl
    def report_attached_file(self, source: str | Path, file_name: str) -> None:
        """Write an attachment that is a file."""
        body = Path(source).read_bytes()
        cleaned = self._cleaner.clean_body(body)
        if cleaned == body:
            self._logger.report_attached_file(source, file_name)
        else:
            self._logger.report_attached_data(cleaned, file_name)

    @hookimpl
    def report_attached_data(self, body: object, file_name: str) -> None:
        """Write an attachment."""
        cleaned = self._cleaner.clean_body(body) if isinstance(body, str | bytes) else body
        self._logger.report_attached_data(cleaned, file_name)

    @hookimpl
    def report_globals(self, globals_item: Globals) -> None:
        """Write what is about the whole run."""
        self._cleaner.clean_item(globals_item)
        self._logger.report_globals(globals_item)
