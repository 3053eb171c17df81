"""syntax-error."""

from storycontract.lint.rule import reader_rule

syntax_error = reader_rule(
    name="syntax-error",
    since="0.1",
    problem="the file is not Gherkin",
    why="A file that does not parse promises nothing that could be shown, whatever was meant by it.",
    fix="mend the line so that it is Gherkin",
    breaks="""
        Feature: Checkout
          Scenario: Pay by card
            When Ann pays 20 EUR
            Thn the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
)
