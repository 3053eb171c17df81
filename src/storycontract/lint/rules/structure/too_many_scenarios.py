"""too-many-scenarios."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="too-many-scenarios",
    checks=Feature,
    severity=Severity.INFO,
    since="0.1",
    problem="feature holds many scenarios",
    why="A story with dozens of scenarios is several stories, of which none is ever done.",
    fix="group them by rule, and move rules of their own into other stories",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card 1 confirms the order
            When Ann pays 20 EUR by card 1
            Then the order is confirmed

          Scenario: Paying by card 2 confirms the order
            When Ann pays 20 EUR by card 2
            Then the order is confirmed

          Scenario: Paying by card 3 confirms the order
            When Ann pays 20 EUR by card 3
            Then the order is confirmed

          Scenario: Paying by card 4 confirms the order
            When Ann pays 20 EUR by card 4
            Then the order is confirmed

          Scenario: Paying by card 5 confirms the order
            When Ann pays 20 EUR by card 5
            Then the order is confirmed

          Scenario: Paying by card 6 confirms the order
            When Ann pays 20 EUR by card 6
            Then the order is confirmed

          Scenario: Paying by card 7 confirms the order
            When Ann pays 20 EUR by card 7
            Then the order is confirmed

          Scenario: Paying by card 8 confirms the order
            When Ann pays 20 EUR by card 8
            Then the order is confirmed

          Scenario: Paying by card 9 confirms the order
            When Ann pays 20 EUR by card 9
            Then the order is confirmed

          Scenario: Paying by card 10 confirms the order
            When Ann pays 20 EUR by card 10
            Then the order is confirmed

          Scenario: Paying by card 11 confirms the order
            When Ann pays 20 EUR by card 11
            Then the order is confirmed

          Scenario: Paying by card 12 confirms the order
            When Ann pays 20 EUR by card 12
            Then the order is confirmed

          Scenario: Paying by card 13 confirms the order
            When Ann pays 20 EUR by card 13
            Then the order is confirmed

          Scenario: Paying by card 14 confirms the order
            When Ann pays 20 EUR by card 14
            Then the order is confirmed

          Scenario: Paying by card 15 confirms the order
            When Ann pays 20 EUR by card 15
            Then the order is confirmed

          Scenario: Paying by card 16 confirms the order
            When Ann pays 20 EUR by card 16
            Then the order is confirmed

          Scenario: Paying by card 17 confirms the order
            When Ann pays 20 EUR by card 17
            Then the order is confirmed

          Scenario: Paying by card 18 confirms the order
            When Ann pays 20 EUR by card 18
            Then the order is confirmed

          Scenario: Paying by card 19 confirms the order
            When Ann pays 20 EUR by card 19
            Then the order is confirmed

          Scenario: Paying by card 20 confirms the order
            When Ann pays 20 EUR by card 20
            Then the order is confirmed

          Scenario: Paying by card 21 confirms the order
            When Ann pays 20 EUR by card 21
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
def too_many_scenarios(feature: Feature, context: LintContext) -> Iterator[Violation]:
    """Flag a feature with more scenarios than the limit."""
    limit = context.options.limits.scenarios
    if len(feature.all_scenarios) > limit:
        yield Violation(
            at=feature.location, detail=f"{len(feature.all_scenarios)} scenarios, the limit is {limit}"
        )
