"""keyword-order."""

from collections.abc import Iterator
from itertools import pairwise

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="keyword-order",
    checks=Scenario,
    severity=Severity.WARNING,
    since="0.1",
    problem="context follows an action or an outcome",
    why=(
        "What has to be there first and what comes of it are told apart by their order; a Given in the "
        "middle starts another scenario, or hides an action."
    ),
    fix="put every Given before the When, or start another scenario",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Given Ann is logged in
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.RECOMMENDED,),
    label="misplaced-step",
)
def keyword_order(scenario: Scenario) -> Iterator[Violation]:
    """Flag a Given behind a When or a Then; once."""
    steps = scenario.steps
    for before, step in pairwise(steps):
        if step.kind is StepKind.CONTEXT and before.kind is not StepKind.CONTEXT and step.keyword != "*":
            yield Violation(at=step.location)
            return
