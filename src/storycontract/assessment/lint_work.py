"""The part of a lint run that reads what has changed and asks the rules."""

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from storycontract.assessment.lint_cache import Row, decode_outline, decode_report, encode_report
from storycontract.assessment.lint_plan import LintPlan
from storycontract.assessment.lint_sources import Source, Sources
from storycontract.contract.feature import FeatureFile
from storycontract.contract.identity import collect_stories
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.gherkin_reader.project import refuse_file
from storycontract.lint.file_linter import lint_file, outline_file
from storycontract.lint.file_plan import FilePlan
from storycontract.lint.file_report import FileReport
from storycontract.lint.finding import Finding
from storycontract.lint.outline import Outline
from storycontract.lint.project_linter import lint_project

if TYPE_CHECKING:
    from storycontract.lint.step_code import StepCode


class LintWork:
    """One run; `rows` are what to keep for the next one."""

    def __init__(
        self,
        sources: Sources,
        plan: LintPlan,
        story_tag: re.Pattern[str] | None,
        known: Mapping[str, Row],
    ) -> None:
        self.sources = sources
        self.plan = plan
        self.story_tag = story_tag
        self.known = known
        self.rows: dict[str, Row] = {}
        rules = (rule for rule in plan.all_rules if rule.fact_type is not None)
        self.fact_types = {rule.gather_name: rule.fact_type for rule in rules if rule.fact_type is not None}

    def lint(self, *, is_whole: bool) -> tuple[Finding, ...]:
        """Lint what has changed, and join it with what is known."""
        with _without_collector():
            reports = [self._report(source) for source in self.sources.by_path.values()]
            return lint_project(
                (*reports, *self._read_step_comments()),
                self.plan.rules,
                self,
                self._read_code(is_whole=is_whole),
            )

    def find_plan(self, path: str) -> FilePlan:
        """Find what holds for a file."""
        return self.plan.find_plan(path)

    def find_outline(self, path: str) -> Outline:
        """Find the elements of a file."""
        row = self.rows.get(path)
        return decode_outline(row) if row else Outline(())

    def find_lines(self, path: str) -> Sequence[str]:
        """Find the lines of a file."""
        return self.sources.find_lines(path)

    def _read_code(self, *, is_whole: bool) -> "StepCode | None":
        if not self.sources.step_files or not any(rule.reads_code for rule in self.plan.rules):
            return None
        # It brings in pytest-bdd, which only projects with step definitions are to pay for.
        from storycontract.assessment.step_code_reading import read_step_code  # noqa: PLC0415

        return read_step_code(self.sources.step_files, is_whole=is_whole)

    def _read_step_comments(self) -> tuple[FileReport, ...]:
        if not self.sources.step_files:
            return ()
        # It takes Python apart, which only projects with step definitions are to pay for.
        from storycontract.assessment.lint_step_comments import list_step_reports  # noqa: PLC0415

        structural = frozenset(rule.name for rule in self.plan.rules if rule.structural)
        return list_step_reports(self.sources.step_files, structural)

    def _report(self, source: Source) -> FileReport:
        digest = source.digest
        row = self.known.get(source.path)
        if row is not None and row[0] == digest:
            self.rows[source.path] = row
            return decode_report(source.path, row, self.fact_types)
        file = self._read(source)
        stories = collect_stories([file], self.story_tag)
        lines = self.sources.find_lines(source.path)
        outline = outline_file(file, stories)
        report = lint_file(file, stories, self.plan.find_plan(source.path), outline, lines)
        self.rows[source.path] = encode_report(digest, report, outline)
        return report

    def _read(self, source: Source) -> FeatureFile:
        if source.error is not None:
            return refuse_file(source.path, source.error)
        return parse_feature(source.content, source.path, self.story_tag)


@contextmanager
def _without_collector() -> Iterator[None]:
    # Syntax trees hold no cycles, and looking for some takes a tenth of the time, even once at the end.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
