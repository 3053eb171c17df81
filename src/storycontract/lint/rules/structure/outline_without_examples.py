"""outline-without-examples."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="outline-without-examples",
    checks=Scenario,
    severity=Severity.ERROR,
    since="0.1",
    problem="outline has no examples row",
    why="An outline runs once for each row of its examples; without a row it never runs, and nobody is told.",
    fix="add an `Examples:` table with a row, or write the outline as a plain scenario",
    breaks="""
        Feature: Checkout
          Scenario Outline: Pay by a means of payment
            When Ann pays 20 EUR by <means>
            Then the order is confirmed

            Examples:
              | means |
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario Outline: Pay by a means of payment
            When Ann pays 20 EUR by <means>
            Then the order is confirmed

            Examples:
              | means   |
              | card    |
              | voucher |
    """,
    profiles=frozenset(Profile),
    structural=True,
)
def outline_without_examples(scenario: Scenario) -> Iterator[Violation]:
    """Flag an outline whose blocks of examples hold no row, or that has no such block."""
    if scenario.is_outline and not any(block.rows for block in scenario.examples):
        yield Violation(at=scenario.location)
