"""Lints one file by itself."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from storycontract.contract.feature import FeatureFile
from storycontract.contract.identity import list_claimed_ids
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.file_plan import FilePlan
from storycontract.lint.file_report import FileReport, IdUse
from storycontract.lint.finding import Finding
from storycontract.lint.finding_maker import FindingMaker
from storycontract.lint.outline import Outline, outline_feature
from storycontract.lint.project import Fact, Project
from storycontract.lint.rule import LintRule, Node
from storycontract.lint.suppression import parse_suppressions

# Only the whole tree can tell them, so the file alone says nothing of them.
DOUBLES = frozenset({"story-id-duplicate", "ac-id-duplicate"})


def outline_file(file: FeatureFile, stories: Sequence[Story]) -> Outline:
    """Outline a file; one without a feature has no elements."""
    return outline_feature(file.feature, stories) if file.feature else Outline(())


def lint_file(
    file: FeatureFile, stories: Sequence[Story], plan: FilePlan, lines: Sequence[str] = ()
) -> FileReport:
    """Lint one file by itself; `stories` are those in it, `lines` those of its source.

    What the reader could not read is always among the findings, whichever rules are asked for.
    """
    linter = _FileLinter(file, stories, plan, lines)
    findings = tuple(linter.iter_findings())
    facts = linter.gather()
    return FileReport(
        path=file.path,
        findings=(*findings, *linter.gather_crashes),
        facts=facts,
        ids=tuple(_iter_ids(stories)),
        suppressions=linter.suppressions,
    )


def _iter_ids(stories: Sequence[Story]) -> Iterator[Fact[IdUse]]:
    for story in stories:
        for claim in list_claimed_ids(story):
            yield Fact(claim.location, IdUse(claim.id, claim.is_story, story.id))


class _FileLinter:
    """Knows the outline of a file and the rules that have something to say about it."""

    def __init__(
        self, file: FeatureFile, stories: Sequence[Story], plan: FilePlan, lines: Sequence[str]
    ) -> None:
        self.context = LintContext(file, tuple(stories), plan.options, tuple(lines))
        outline = outline_file(file, stories)
        self.maker = FindingMaker(outline, lines, plan.severities)
        self.rules: dict[type[Any], list[LintRule]] = defaultdict(list)
        for rule in plan.list_rules_for(file.feature.language if file.feature else None):
            self.rules[rule.checks].append(rule)
        structural = frozenset(rule.name for rule in plan.rules if rule.structural)
        self.suppressions = parse_suppressions(file.comments, outline, structural)
        self.crashed: set[str] = set()
        self.gather_crashes: list[Finding] = []

    def iter_findings(self) -> Iterator[Finding]:
        for problem in self.context.file.problems:
            yield from self._pass_on(problem)
        for story in self.context.stories:
            for problem in story.id_problems:
                if problem.name not in DOUBLES:
                    yield from (replace(found, story_ids=(story.id,)) for found in self._pass_on(problem))
        for node in _iter_nodes(self.context):
            yield from self._check(node)

    def gather(self) -> dict[str, tuple[Fact[Any], ...]]:
        facts: dict[str, tuple[Fact[Any], ...]] = {}
        for rule in self.rules[Project]:
            if rule.gather is not None and rule.gather_name not in facts:
                try:
                    facts[rule.gather_name] = tuple(rule.gather(self.context.file, self.context))
                except Exception as error:  # noqa: BLE001 - any bug of a rule, so that the run goes on
                    facts[rule.gather_name] = ()
                    at = Location(self.context.file.path, 1)
                    self.gather_crashes.append(self.maker.report_crash(rule, error, at))
        return facts

    def _pass_on(self, problem: Problem) -> Iterator[Finding]:
        if any(rule.name == problem.name for rule in self.rules[Problem]):
            yield from self._check(problem)
        else:
            # A problem that no rule describes must not vanish: it would leave its story looking sound.
            yield self.maker.pass_on(problem)

    def _check(self, node: Node) -> Iterator[Finding]:
        for rule in self.rules[type(node)]:
            if rule.name in self.crashed:
                continue
            try:
                for violation in rule.check(node, self.context):
                    yield self.maker.judge(rule, violation)
            except Exception as error:  # noqa: BLE001 - any bug of a rule, so that the run goes on
                # Once for a file is enough: a rule that fails on one step mostly fails on all.
                self.crashed.add(rule.name)
                yield self.maker.report_crash(rule, error, _place_of(node))


def _place_of(node: Node) -> Location:
    return Location(node.path, 1) if isinstance(node, FeatureFile) else node.location


def _iter_nodes(context: LintContext) -> Iterator[Node]:
    """Visit each element that rules can check once, outer ones first."""
    yield context.file
    yield from context.stories
    feature = context.file.feature
    if feature is None:
        return
    yield feature
    for background in (feature.background, *(rule.background for rule in feature.rules)):
        if background is not None:
            yield background
            yield from background.steps
    yield from feature.rules
    for scenario in feature.all_scenarios:
        yield scenario
        yield from scenario.steps
