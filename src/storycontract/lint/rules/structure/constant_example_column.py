"""constant-example-column."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule

_MANY = 3


@rule(
    name="constant-example-column",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="column has one value in all rows",
    why="What never changes is no example of anything; in the table it hides what does.",
    fix="write the value into the step",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario Outline: Paying by <means> confirms the order
            When Ann pays <price> EUR by <means>
            Then the order is confirmed by <means>

            Examples:
              | means   | price |
              | card    | 20 |
              | voucher | 20 |
              | invoice | 20 |
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
def constant_example_column(scenario: Scenario) -> Iterator[Violation]:
    """Flag a column with the same value in three or more rows of an outline, in all its blocks."""
    rows = [
        dict(zip(block.header, row.cells, strict=False)) for block in scenario.examples for row in block.rows
    ]
    for block in scenario.examples[:1]:
        for column in block.header:
            values = [row.get(column) for row in rows]
            if len(values) >= _MANY and len(set(values)) == 1:
                yield Violation(at=block.location, detail=f"`{column}`")
