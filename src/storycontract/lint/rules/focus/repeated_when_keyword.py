"""repeated-when-keyword."""

from collections.abc import Iterator
from itertools import pairwise

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.keywords import is_keyword_of_kind, say_and
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="repeated-when-keyword",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="keyword `When` is repeated",
    why="A second When looks like a second behaviour; `And` says that the two are one action.",
    fix="write `And`, or join the two into one action",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann chooses a card
            When she pays 20 EUR
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.STRICT,),
)
def repeated_when_keyword(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a When right behind a When."""
    for before, step in pairwise(scenario.steps):
        if step.kind is before.kind is StepKind.ACTION and is_keyword_of_kind(step, context.language):
            yield Violation(at=step.location, repair=say_and(step, context.language))
