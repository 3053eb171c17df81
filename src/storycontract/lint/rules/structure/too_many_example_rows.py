"""too-many-example-rows."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="too-many-example-rows",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="examples hold many rows",
    why="Nobody reads dozens of rows, so nobody sees which cases are missing among them.",
    fix="keep the rows that differ in kind, and test the rest closer to the code",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario Outline: Paying by <means> confirms the order
            When Ann pays 20 EUR by <means>
            Then the order is confirmed by <means>

            Examples:
              | means |
              | card 1 |
              | card 2 |
              | card 3 |
              | card 4 |
              | card 5 |
              | card 6 |
              | card 7 |
              | card 8 |
              | card 9 |
              | card 10 |
              | card 11 |
              | card 12 |
              | card 13 |
              | card 14 |
              | card 15 |
              | card 16 |
              | card 17 |
              | card 18 |
              | card 19 |
              | card 20 |
              | card 21 |
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
def too_many_example_rows(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a block of examples with more rows than the limit."""
    limit = context.options.limits.example_rows
    for block in scenario.examples:
        if len(block.rows) > limit:
            yield Violation(at=block.location, detail=f"{len(block.rows)} rows, the limit is {limit}")
