"""use-and."""

from collections.abc import Iterator
from itertools import pairwise

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.keywords import is_keyword_of_kind, say_and
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="use-and",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="keyword is repeated",
    why="A second Given or Then reads as a new beginning; `And` says that it belongs to the one before.",
    fix="write `And`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given Ann is logged in
            Given "Emma" is in her basket
            When Ann pays 20 EUR by card
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
def use_and(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a Given behind a Given, and a Then behind a Then."""
    for before, step in pairwise(scenario.steps):
        is_repeated = step.kind is before.kind and step.kind is not StepKind.ACTION
        if is_repeated and is_keyword_of_kind(step, context.language):
            yield Violation(at=step.location, repair=say_and(step, context.language))
