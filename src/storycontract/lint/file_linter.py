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
        for rule in self.plan.rules.get(Project, ()):
            if rule.gather is not None and rule.gather_name not in facts:
                try:
                    facts[rule.gather_name] = tuple(rule.gather(self.context.file, self.context))
                except Exception as error:  # noqa: BLE001 - any bug of a rule, so that the run goes on
                    facts[rule.gather_name] = ()
                    at = Location(self.context.file.path, 1)
                    self.gather_crashes.append(self.maker.report_crash(rule, error, at))
        return facts

    def _pass_on(self, problem: Problem) -> Iterator[Finding]:
        if any(rule.name == problem.name for rule in self.plan.rules.get(Problem, ())):
            yield from self._check(problem)
        else:
            # A problem that no rule describes must not vanish: it would leave its story looking sound.
            yield self.maker.pass_on(problem)

    def _check(self, node: Node) -> Iterator[Finding]:
        rules = self.plan.rules.get(type(node), ())
        if isinstance(node, Step) and node.argument is None:
            yield from self._check_wording(node, rules)
            return
        for rule in _list_speaking(rules, node, self.context, self.watched):
            yield from self._ask(rule, node, self.context)

    def _check_wording(self, step: Step, rules: Sequence[LintRule]) -> Iterator[Finding]:
        """Check a step, leaving out the rules that were silent about its very words before."""
        wording = (step.kind, step.keyword, step.text)
        known = self.plan.to_ask.get(wording)
        if known is not None:
            for rule in known:
                yield from self._ask(rule, step, self.context)
            return
        to_ask = self.plan.to_ask[wording] = tuple(_list_speaking(rules, step, self.watched, self.watched))
        for rule in to_ask:
            yield from self._ask(rule, step, self.context)

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
