"""examples-without-parameters."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.parameters import used_parameters
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="examples-without-parameters",
    checks=Scenario,
    severity=Severity.ERROR,
    since="0.1",
    problem="outline uses none of its columns",
    why="Each row runs the very same steps: the table looks like cases, and is one case several times.",
    fix="put the columns into the steps as `<column>`, or write a plain scenario",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario Outline: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed

            Examples:
              | means |
              | card |
              | voucher |
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
    profiles=(Profile.RECOMMENDED,),
)
def examples_without_parameters(scenario: Scenario) -> Iterator[Violation]:
    """Flag an outline with rows no parameter of which is used anywhere in it."""
    columns = {column for block in scenario.examples for column in block.header}
    # Without a step it is an empty scenario.
    if (
        scenario.steps
        and columns
        and any(block.rows for block in scenario.examples)
        and not columns & used_parameters(scenario)
    ):
        yield Violation(at=scenario.location)
