"""Lints a project from what its files have given: rules over all of them, ids used twice, suppressions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from storycontract.contract.feature import FeatureFile
from storycontract.contract.identity import ClaimedId, find_doubles
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.lint.catalogue import RULES
from storycontract.lint.context import LintContext
from storycontract.lint.file_plan import FilePlan
from storycontract.lint.file_report import FileReport
from storycontract.lint.finding import Finding
from storycontract.lint.finding_maker import FindingMaker
from storycontract.lint.options import DEFAULT_OPTIONS
from storycontract.lint.outline import Outline
from storycontract.lint.project import Fact, Project
from storycontract.lint.rule import LintRule
from storycontract.lint.suppression import Suppression

if TYPE_CHECKING:
    from storycontract.lint.step_code import StepCode


class Files(Protocol):
    """Where to look up what only the files with findings need."""

    def find_plan(self, path: str) -> FilePlan:
        """Find what holds for a file."""

    def find_outline(self, path: str) -> Outline:
        """Find the elements of a file."""

    def find_lines(self, path: str) -> Sequence[str]:
        """Find the lines of a file; none where the source is not at hand."""


def lint_project(
    reports: Sequence[FileReport], rules: Sequence[LintRule], files: Files, code: "StepCode | None" = None
) -> tuple[Finding, ...]:
    """Join the findings of all files with those over the project, by path, line, column and rule.

    `rules` are all that hold for any file. Suppressed findings are among the result, marked.
    """
    linter = _ProjectLinter(rules, files, code)
    findings: dict[str, list[Finding]] = {report.path: list(report.findings) for report in reports}
    for finding in (*linter.find_doubles(reports), *linter.iter_project_findings(reports)):
        findings.setdefault(finding.location.path, []).append(finding)
    for report in reports:
        if report.suppressions:
            findings[report.path] = linter.suppress(report, findings[report.path])
    return tuple(sorted((finding for group in findings.values() for finding in group), key=order_of))


def order_of(finding: Finding) -> tuple[Location, str, str, tuple[str, ...]]:
    """Order findings by path, line, column and rule."""
    return finding.location, finding.rule, finding.message, finding.story_ids


class _ProjectLinter:
    """Runs what needs more than one file."""

    def __init__(self, rules: Sequence[LintRule], files: Files, code: "StepCode | None") -> None:
        self.rules = rules
        self.files = files
        self.code = code
        self.structural = frozenset(rule.name for rule in rules if rule.structural)
        self.names = {name: rule.name for rule in (*RULES, *rules) for name in (rule.name, *rule.aliases)}
        self.makers: dict[str, FindingMaker] = {}

    def find_doubles(self, reports: Iterable[FileReport]) -> Iterator[Finding]:
        uses = [fact for report in reports for fact in report.ids]
        claims = {ClaimedId(fact.of.id, fact.of.is_story, fact.at): fact.of.story_id for fact in uses}
        for claim, problem in find_doubles(claims).items():
            yield replace(self._pass_on(problem), story_ids=(claims[claim],))

    def _pass_on(self, problem: Problem) -> Finding:
        path = problem.location.path
        context = LintContext(FeatureFile(path, feature=None, comments=(), problems=(problem,)))
        for rule in self.files.find_plan(path).rules:
            if rule.checks is Problem:
                for found in self._ask(rule, problem, context):
                    return found
        return self._maker(path).pass_on(problem)

    def _ask(self, rule: LintRule, node: Problem | Suppression, context: LintContext) -> list[Finding]:
        maker = self._maker(node.location.path)
        try:
            return [maker.judge(rule, violation) for violation in rule.check(node, context)]
        except Exception as error:  # noqa: BLE001 - any bug of a rule, so that the run goes on
            return [maker.report_crash(rule, error, node.location)]

    def iter_project_findings(self, reports: Sequence[FileReport]) -> Iterator[Finding]:
        ids = frozenset(fact.of.id for report in reports for fact in report.ids)
        for rule in self.rules:
            if rule.check_project is None:
                continue
            facts = tuple(self._iter_facts(rule, reports))
            options = self.files.find_plan(reports[0].path).options if reports else DEFAULT_OPTIONS
            project = Project(facts, options, self.code, ids)
            try:
                for violation in rule.check_project(project):
                    yield self._maker(violation.at.path).judge(rule, violation)
            except Exception as error:  # noqa: BLE001 - any bug of a rule, so that the run goes on
                at = facts[0].at if facts else Location(reports[0].path if reports else ".", 1)
                yield self._maker(at.path).report_crash(rule, error, at)

    def _iter_facts(self, rule: LintRule, reports: Iterable[FileReport]) -> Iterator[Fact[Any]]:
        for report in reports:
            facts = report.facts.get(rule.gather_name, ())
            if facts and rule.name in self.files.find_plan(report.path).names:
                yield from facts

    def suppress(self, report: FileReport, findings: Sequence[Finding]) -> list[Finding]:
        suppressions = [self._name_as_today(suppression) for suppression in report.suppressions]
        marked = [self._mark(finding, suppressions) for finding in findings]
        plan = self.files.find_plan(report.path)
        context = LintContext(FeatureFile(report.path, feature=None, comments=(), problems=()))
        for suppression in suppressions:
            judged = self._judge_use(suppression, plan, marked)
            for rule in plan.rules:
                if rule.checks is Suppression:
                    found = self._ask(rule, judged, context)
                    marked += [self._mark(each, suppressions) for each in found]
        return marked

    def _name_as_today(self, suppression: Suppression) -> Suppression:
        names = tuple(self.names.get(name, name) for name in suppression.rules)
        return replace(suppression, rules=names)

    def _mark(self, finding: Finding, suppressions: Sequence[Suppression]) -> Finding:
        if finding.rule in self.structural:
            return finding
        line = finding.location.line
        reason = next((each.reason for each in suppressions if each.silences(finding.rule, line)), None)
        return replace(finding, suppressed_because=reason) if reason else finding

    def _judge_use(
        self, suppression: Suppression, plan: FilePlan, findings: Sequence[Finding]
    ) -> Suppression:
        hidden = {
            finding.rule
            for finding in findings
            if finding.is_suppressed and suppression.silences(finding.rule, finding.location.line)
        }
        # Of a rule that has not run nobody can tell whether it would have had something to hide.
        # Rules on step definitions have, where all features are at hand.
        is_code_known = self.code is not None and self.code.is_whole
        ran = {
            rule.name
            for rule in plan.rules
            if not rule.structural
            and rule.checks is not Suppression
            and (rule.check_project is None or rule in self.rules)
            and (is_code_known or not rule.reads_code)
        }
        unused = [name for name in suppression.rules if suppression.reason and name in ran - hidden]
        unknown = [name for name in suppression.rules if name not in self.names]
        return replace(suppression, unused=tuple(unused), unknown=tuple(unknown))

    def _maker(self, path: str) -> FindingMaker:
        if path not in self.makers:
            self.makers[path] = FindingMaker(
                self.files.find_outline(path),
                self.files.find_lines(path),
                self.files.find_plan(path).severities,
            )
        return self.makers[path]
