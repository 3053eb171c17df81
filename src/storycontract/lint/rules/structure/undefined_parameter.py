"""undefined-parameter."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.parameters import list_parameters, looks_meant
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="undefined-parameter",
    checks=Scenario,
    severity=Severity.ERROR,
    since="0.1",
    problem="parameter is no column of the examples",
    why=(
        "What stands between angle brackets and is no column is not filled in: the step runs with the "
        "brackets."
    ),
    fix="add the column, or correct the name",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario Outline: Paying by <means> confirms the order
            When Ann pays 20 EUR by <means>
            Then the order is confirmed by <mean>

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
def undefined_parameter(scenario: Scenario) -> Iterator[Violation]:
    """Flag a parameter that looks like a column of a block of examples and is none of it."""
    for block in scenario.examples:
        for step in scenario.steps:
            for name in list_parameters(step.text):
                if block.header and name not in block.header and looks_meant(name, block.header):
                    yield Violation(at=step.location, detail=f"`<{name}>`", words=f"<{name}>")
