"""unused-example-column."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.parameters import used_parameters
from storycontract.lint.rule import Profile, Violation, rule

# Columns that tell the reader what a row is for.
_COMMENTS = frozenset(
    {
        "case",
        "comment",
        "comments",
        "description",
        "example",
        "hint",
        "note",
        "notes",
        "reason",
        "remark",
        "title",
    }
)


@rule(
    name="unused-example-column",
    checks=Scenario,
    severity=Severity.WARNING,
    since="0.1",
    problem="column of the examples is not used",
    why="A column that no step mentions looks as if the case depended on it, and does not.",
    fix="use it in a step or in the name, or remove it",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario Outline: Paying by <means> confirms the order
            When Ann pays 20 EUR by <means>
            Then the order is confirmed by <means>

            Examples:
              | means   | price |
              | card    | 20 |
              | voucher | 30 |
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
def unused_example_column(scenario: Scenario) -> Iterator[Violation]:
    """Flag a column that no step, table, doc string or name uses."""
    if not scenario.examples:
        return
    used = used_parameters(scenario)
    for block in scenario.examples:
        for column in block.header:
            # Where none at all is used, one finding says so.
            is_comment = column.lower().rstrip("!?:. ") in _COMMENTS or not column[:1].isalnum()
            if column not in used and used & set(block.header) and not is_comment:
                yield Violation(at=block.location, detail=f"`{column}`")
