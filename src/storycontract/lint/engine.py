"""Runs rules over a contract."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storycontract.contract.contract import Contract
from storycontract.contract.feature import Feature, FeatureFile
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.story import Story
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.outline import Outline, outline_feature
from storycontract.lint.rule import LintRule, Node, Violation
from storycontract.lint.suppression import parse_suppression

CRASH = "internal-rule-error"


def find_findings(contract: Contract, rules: Sequence[LintRule]) -> tuple[Finding, ...]:
    """Find what the rules have to say, by path, line, column and rule; suppressed findings are marked.

    What the reader could not read is always among them, whichever rules are asked for.
    """
    stories: dict[str, list[Story]] = defaultdict(list)
    for story in contract.stories:
        stories[story.location.path].append(story)
    findings = [
        finding
        for file in contract.files
        for finding in _FileLinter(file, stories[file.path], rules).iter_findings()
    ]
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[Location, str, str, tuple[str, ...]]:
    return finding.location, finding.rule, finding.message, finding.story_ids


class _FileLinter:
    """Lints one file; knows its outline and its suppressions."""

    def __init__(self, file: FeatureFile, stories: Sequence[Story], rules: Sequence[LintRule]) -> None:
        self.file = file
        self.stories = stories
        self.outline = outline_feature(file.feature, stories) if file.feature else Outline(())
        self.rules: dict[type[Node], list[LintRule]] = defaultdict(list)
        for rule in rules:
            if file.feature is None or rule.understands(file.feature.language):
                self.rules[rule.checks].append(rule)
        structural = frozenset(rule.name for rule in rules if rule.structural)
        found = (parse_suppression(comment, structural) for comment in file.comments)
        self.suppressions = tuple(suppression for suppression in found if suppression is not None)

    def iter_findings(self) -> Iterator[Finding]:
        for problem in self.file.problems:
            yield from self._pass_on(problem)
        for story in self.stories:
            for problem in story.id_problems:
                yield from (replace(found, story_ids=(story.id,)) for found in self._pass_on(problem))
        for node in (*self.suppressions, *_iter_nodes(self.file.feature)):
            yield from self._check(node)

    def _pass_on(self, problem: Problem) -> Iterator[Finding]:
        if any(rule.name == problem.name for rule in self.rules[Problem]):
            yield from self._check(problem)
        else:
            # A problem that no rule describes must not vanish: it would leave its story looking sound.
            yield self._finding(
                problem.name, Severity.ERROR, problem.detail, fix=problem.fix, at=problem.location
            )

    def _check(self, node: Node) -> Iterator[Finding]:
        for rule in self.rules[type(node)]:
            try:
                for violation in rule.check(node):
                    yield self._judge(rule, violation)
            except Exception as error:  # noqa: BLE001 - any bug of a rule, so that the run goes on
                message = f"rule `{rule.name}` failed: {type(error).__name__}: {error}"
                fix = "report this as a bug, with the lines at this place"
                yield self._finding(CRASH, Severity.ERROR, message, fix=fix, at=node.location)

    def _judge(self, rule: LintRule, violation: Violation) -> Finding:
        problem = violation.problem or rule.problem
        finding = self._finding(
            rule.name,
            rule.severity,
            f"{problem}: {violation.detail}" if violation.detail else problem,
            fix=violation.fix or rule.fix,
            at=violation.at,
        )
        reason = None if rule.structural else self._find_reason(rule.name, violation.at.line)
        return replace(finding, end_column=violation.end_column, suppressed_because=reason)

    def _finding(self, rule: str, severity: Severity, message: str, *, fix: str, at: Location) -> Finding:
        element = self.outline.find_element_at(at.line)
        return Finding(
            rule=rule,
            severity=severity,
            message=message,
            fix=fix,
            location=at,
            end_column=None,
            story_ids=element.story_ids if element else (),
            criterion_id=element.criterion_id if element else None,
        )

    def _find_reason(self, rule: str, line: int) -> str | None:
        for suppression in self.suppressions:
            element = self.outline.find_element_below(suppression.location.line)
            if suppression.reason and rule in suppression.rules and element and element.spans(line):
                return suppression.reason
        return None


def _iter_nodes(feature: Feature | None) -> Iterator[Node]:
    """Visit each element that rules can check once, outer ones first."""
    if feature is None:
        return
    yield feature
    for background in (feature.background, *(rule.background for rule in feature.rules)):
        if background is not None:
            yield from background.steps
    for scenario in feature.all_scenarios:
        yield scenario
        yield from scenario.steps
