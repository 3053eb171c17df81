"""What a lint rule is, and how one is declared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from inspect import cleandoc
from typing import TypeVar

from storycontract.contract.feature import Feature
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.scenario import Scenario
from storycontract.contract.step import Step
from storycontract.lint.finding import Severity
from storycontract.lint.suppression import Suppression

Node = Feature | Scenario | Step | Suppression | Problem
NodeT = TypeVar("NodeT", Feature, Scenario, Step, Suppression, Problem)


class Profile(StrEnum):
    """A named choice of rules; `ready` is what a story must satisfy to be worked on."""

    READY = "ready"
    RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True)
class Violation:
    """A place that breaks a rule; `problem` and `fix` replace the rule's words, `detail` adds to them."""

    at: Location
    detail: str | None = None
    problem: str | None = None
    fix: str | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRule:
    """One rule: its words are its documentation, `breaks` and `keeps` are at once its examples and tests.

    `languages` are the Gherkin languages it understands, None for all. Nothing silences a `structural` rule.
    `check` yields nothing for a node of another type than `checks`.
    """

    name: str
    checks: type[Node]
    severity: Severity
    since: str
    problem: str
    why: str
    fix: str
    breaks: str
    keeps: str
    profiles: frozenset[Profile]
    languages: frozenset[str] | None
    structural: bool
    check: Callable[[Node], Iterator[Violation]]

    def understands(self, language: str) -> bool:
        """Tell whether the rule has anything to say about files in a Gherkin language."""
        return self.languages is None or language in self.languages


def rule(  # noqa: PLR0913 - the fields of a rule, all by keyword
    *,
    name: str,
    checks: type[NodeT],
    severity: Severity,
    since: str,
    problem: str,
    why: str,
    fix: str,
    breaks: str,
    keeps: str,
    profiles: frozenset[Profile],
    languages: frozenset[str] | None = None,
    structural: bool = False,
) -> Callable[[Callable[[NodeT], Iterator[Violation]]], LintRule]:
    """Declare a rule by the function that checks one node."""

    def declare(check: Callable[[NodeT], Iterator[Violation]]) -> LintRule:
        def check_node(node: Node) -> Iterator[Violation]:
            if isinstance(node, checks):
                yield from check(node)

        return LintRule(
            name=name,
            checks=checks,
            severity=severity,
            since=since,
            problem=problem,
            why=why,
            fix=fix,
            breaks=_example(breaks),
            keeps=_example(keeps),
            profiles=profiles,
            languages=languages,
            structural=structural,
            check=check_node,
        )

    return declare


def reader_rule(  # noqa: PLR0913 - the fields of a rule, all by keyword
    *, name: str, since: str, problem: str, why: str, fix: str, breaks: str, keeps: str
) -> LintRule:
    """Declare a rule whose findings are the problems of that name which reading the files brought up."""

    @rule(
        name=name,
        checks=Problem,
        severity=Severity.ERROR,
        since=since,
        problem=problem,
        why=why,
        fix=fix,
        breaks=breaks,
        keeps=keeps,
        profiles=frozenset(Profile),
        structural=True,
    )
    def pass_on(read: Problem) -> Iterator[Violation]:
        if read.name == name:
            yield Violation(at=read.location, problem=read.detail, fix=read.fix)

    return pass_on


def _example(text: str) -> str:
    return f"{cleandoc(text)}\n" if text else ""
