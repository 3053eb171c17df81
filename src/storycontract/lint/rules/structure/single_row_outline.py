"""single-row-outline."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="single-row-outline",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="outline has one row",
    why="An outline with one row is a plain scenario that takes two places to read.",
    fix="write the values into the steps, or add the rows that are missing",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario Outline: Paying by <means> confirms the order
            When Ann pays 20 EUR by <means>
            Then the order is confirmed by <means>

            Examples:
              | means |
              | card |
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario Outline: Paying by <means> confirms the order
            When Ann pays 20 EUR by <means>
            Then the order is confirmed by <means>

            Examples:
              | means |
              | card |
              | voucher |
    """,
    profiles=(Profile.STRICT,),
)
def single_row_outline(scenario: Scenario) -> Iterator[Violation]:
    """Flag an outline whose examples hold one row in all."""
    if sum(len(block.rows) for block in scenario.examples) == 1:
        yield Violation(at=scenario.location)
