"""Runs rules over a contract that is at hand as a whole."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from storycontract.contract.contract import Contract
from storycontract.contract.feature import FeatureFile
from storycontract.contract.story import Story
from storycontract.lint.file_linter import lint_file, outline_file
from storycontract.lint.file_plan import FilePlan
from storycontract.lint.finding import Finding
from storycontract.lint.options import DEFAULT_OPTIONS, LintOptions
from storycontract.lint.outline import Outline
from storycontract.lint.project_linter import lint_project
from storycontract.lint.rule import LintRule

if TYPE_CHECKING:
    from storycontract.lint.step_code import StepCode


def find_findings(
    contract: Contract,
    rules: Sequence[LintRule],
    options: LintOptions = DEFAULT_OPTIONS,
    code: "StepCode | None" = None,
) -> tuple[Finding, ...]:
    """Find what the rules have to say, by path, line, column and rule; suppressed findings are marked.

    `code` are the step definitions, where somebody has looked for them.

    What the reader could not read is always among them, whichever rules are asked for.
    """
    files = _ContractFiles(contract, FilePlan(rules, options=options))
    reports = [
        lint_file(file, files.stories[file.path], files.plan, files.find_outline(file.path))
        for file in contract.files
    ]
    return lint_project(reports, rules, files, code)


class _ContractFiles:
    """The files of a contract; their source is not at hand."""

    def __init__(self, contract: Contract, plan: FilePlan) -> None:
        self.plan = plan
        self.files: dict[str, FeatureFile] = {file.path: file for file in contract.files}
        self.stories: dict[str, list[Story]] = defaultdict(list)
        for story in contract.stories:
            self.stories[story.location.path].append(story)

    def find_plan(self, path: str) -> FilePlan:  # noqa: ARG002 - one plan for all
        return self.plan

    def find_outline(self, path: str) -> Outline:
        file = self.files.get(path)
        return outline_file(file, self.stories[path]) if file else Outline(())

    def find_lines(self, path: str) -> Sequence[str]:  # noqa: ARG002 - no source
        return ()
