"""Lints one file by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from storycontract.contract.feature import FeatureFile
from storycontract.contract.identity import list_claimed_ids
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.step import Step
from storycontract.contract.story import Story
from storycontract.lint.context import LintContext, WatchedContext
from storycontract.lint.file_plan import FilePlan
from storycontract.lint.file_report import FileReport, IdUse
from storycontract.lint.finding import Finding
from storycontract.lint.finding_maker import FindingMaker
from storycontract.lint.outline import Outline, outline_feature
from storycontract.lint.project import Fact, Project
from storycontract.lint.rule import LintRule, Node
from storycontract.lint.suppression import has_pragmas, parse_suppressions

# Only the whole tree can tell them, so the file alone says nothing of them.
DOUBLES = frozenset({"story-id-duplicate", "ac-id-duplicate"})


def outline_file(file: FeatureFile, stories: Sequence[Story]) -> Outline:
    """Outline a file; one without a feature has no elements.

    Steps and examples are among them only where a comment might hold for one: their lines have the story of
    the scenario in any case.
    """
    if file.feature is None:
        return Outline(())
    return outline_feature(file.feature, stories, in_full=has_pragmas(file.comments))


def lint_file(
    file: FeatureFile, stories: Sequence[Story], plan: FilePlan, outline: Outline, lines: Sequence[str] = ()
) -> FileReport:
    """Lint one file by itself; `stories` and `outline` are its own, `lines` those of its source.

    What the reader could not read is always among the findings, whichever rules are asked for.
    """
    linter = _FileLinter(file, stories, plan, outline, lines)
    findings = linter.list_findings()
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
        self,
        file: FeatureFile,
        stories: Sequence[Story],
        plan: FilePlan,
        outline: Outline,
        lines: Sequence[str],
    ) -> None:
        self.context = LintContext(file, tuple(stories), plan.options, tuple(lines))
        self.watched = WatchedContext(self.context)
        self.maker = FindingMaker(outline, lines, plan.severities)
        self.plan = plan.for_language(file.feature.language if file.feature else None)
        self.suppressions = parse_suppressions(file.comments, outline, plan.structural)
        self.crashed: set[str] = set()
        self.gather_crashes: list[Finding] = []

    def list_findings(self) -> list[Finding]:
        findings: list[Finding] = []
        for problem in self.context.file.problems:
            findings += self._pass_on(problem)
        for story in self.context.stories:
            for problem in story.id_problems:
                if problem.name not in DOUBLES:
                    findings += [replace(found, story_ids=(story.id,)) for found in self._pass_on(problem)]
        for node in _iter_nodes(self.context):
            findings += self._check(node)
        return findings

    def gather(self) -> dict[str, tuple[Fact[Any], ...]]:
        facts: dict[str, tuple[Fact[Any], ...]] = {}
        for rule in self.plan.rules.get(Project, ()):
            if rule.gather is not None and rule.gather_name not in facts:
                try:
                    facts[rule.gather_name] = tuple(rule.gather(self.context.file, self.context))
                except Exception as error:  # noqa: BLE001 - any bug of a rule, so that the run goes on
                    facts[rule.gather_name] = ()
                    at = Location(self.context.file.path, 1)
                    self.gather_crashes.append(self.maker.report_crash(rule, error, at))
        return facts

    def _pass_on(self, problem: Problem) -> Sequence[Finding]:
        if any(rule.name == problem.name for rule in self.plan.rules.get(Problem, ())):
            return self._check(problem)
        # A problem that no rule describes must not vanish: it would leave its story looking sound.
        return (self.maker.pass_on(problem),)

    def _check(self, node: Node) -> Sequence[Finding]:
        if isinstance(node, Step):
            speaking = self._list_speaking_about(node)
        else:
            rules = self.plan.rules.get(type(node), ())
            speaking = _list_speaking(rules, node, self.context, self.watched)
        if not speaking:
            return ()
        return [found for rule in speaking for found in self._ask(rule, node, self.context)]

    def _list_speaking_about(self, step: Step) -> Sequence[LintRule]:
        """List the rules to ask, leaving out those that were silent about the step's very words before."""
        if step.argument is not None:
            return _list_speaking(self.plan.offer.list_rules(step), step, self.context, self.watched)
        wording = (step.kind, step.keyword, step.text)
        known = self.plan.to_ask.get(wording)
        if known is None:
            rules = self.plan.offer.list_rules(step)
            known = tuple(_list_speaking(rules, step, self.watched, self.watched))
            self.plan.to_ask[wording] = known
        return known

    def _ask(self, rule: LintRule, node: Node, context: LintContext) -> Sequence[Finding]:
        if rule.name in self.crashed:
            return ()
        found: list[Finding] = []
        try:
            for violation in rule.check(node, context):
                found.append(self.maker.judge(rule, violation))  # noqa: PERF401 - kept where the next one fails
        except Exception as error:  # noqa: BLE001 - any bug of a rule, so that the run goes on
            # Once for a file is enough: a rule that fails on one step mostly fails on all.
            self.crashed.add(rule.name)
            found.append(self.maker.report_crash(rule, error, _place_of(node)))
        return found


def _list_speaking(
    rules: Sequence[LintRule], node: Node, context: LintContext | WatchedContext, watched: WatchedContext
) -> list[LintRule]:
    """List the rules that say something about a node, fail on it, or look at more than what is watched.

    Most rules are silent on most nodes, so the way to learn that is kept short.
    """
    speaking: list[LintRule] = []
    for rule in rules:
        watched.was_searched = False
        try:
            for _ in rule.check(node, context):
                speaking.append(rule)
                break
            else:
                if watched.was_searched:
                    speaking.append(rule)
        except Exception:  # noqa: BLE001 - any bug of a rule; when it is asked again, the bug is told
            speaking.append(rule)
    return speaking


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
