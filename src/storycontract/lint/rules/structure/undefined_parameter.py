"""undefined-parameter."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import Step
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
    """Flag a parameter that is meant as a column of a block of examples and is none of it."""
    blocks = [block for block in scenario.examples if block.header]
    columns = {name for block in blocks for name in block.header}
    for step in scenario.steps:
        told: set[str] = set()
        for block in blocks:
            for name in _list_lacking(step, block.header, columns):
                if name not in told:
                    told.add(name)
                    where = f" in the examples of line {block.location.line}" if name in columns else ""
                    yield Violation(at=step.location, detail=f"`<{name}>`{where}", words=f"<{name}>")


def _list_lacking(step: Step, header: tuple[str, ...], columns: AbstractSet[str]) -> Iterator[str]:
    rows = step.data_table.rows if step.data_table else ()
    for name in list_parameters(" ".join([step.text, *(cell for row in rows for cell in row)])):
        if name not in header and (name in columns or looks_meant(name, header)):
            yield name
    # A text is full of brackets, and only a column of another block is surely meant as one.
    for name in list_parameters(step.doc_string.content if step.doc_string else ""):
        if name in columns and name not in header:
            yield name
