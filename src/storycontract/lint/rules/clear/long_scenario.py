"""long-scenario."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="long-scenario",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="scenario has many steps",
    why="Past a dozen steps nobody sees any more which of them matter for the outcome.",
    fix="state what the case needs in fewer Given steps, or split it",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given a basket
            And book 1 is in the basket
            And book 2 is in the basket
            And book 3 is in the basket
            And book 4 is in the basket
            And book 5 is in the basket
            And book 6 is in the basket
            And book 7 is in the basket
            And book 8 is in the basket
            And book 9 is in the basket
            And book 10 is in the basket
            And book 11 is in the basket
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
def long_scenario(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a scenario with more steps than the limit."""
    limit = context.options.limits.scenario_steps
    if len(scenario.steps) > limit:
        yield Violation(at=scenario.location, detail=f"{len(scenario.steps)} steps, the limit is {limit}")
