"""duplicate-example-row."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.repair import Edit, Repair
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="duplicate-example-row",
    checks=Scenario,
    severity=Severity.WARNING,
    since="0.1",
    problem="row of the examples stands twice",
    why="The same case twice shows nothing more; often one of the two was meant to be another.",
    fix="remove it, or put in what was meant",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario Outline: Paying by <means> confirms the order
            When Ann pays 20 EUR by <means>
            Then the order is confirmed by <means>

            Examples:
              | means |
              | card |
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
def duplicate_example_row(scenario: Scenario) -> Iterator[Violation]:
    """Flag a row that is the same as an earlier one of its block."""
    for block in scenario.examples:
        seen: set[tuple[str, ...]] = set()
        for row in block.rows:
            if row.cells in seen:
                # It is a case less, though it shows nothing: so a person decides.
                edit = Edit(row.location.line, 1, row.location.line + 1, 1, "")
                repair = Repair("remove the row", (edit,), is_safe=False)
                yield Violation(at=row.location, repair=repair)
            seen.add(row.cells)
