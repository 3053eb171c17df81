"""not-utf-8."""

from storycontract.lint.rule import reader_rule

not_utf_8 = reader_rule(
    name="not-utf-8",
    since="0.1",
    problem="the file is not UTF-8",
    why="Gherkin is read as UTF-8 everywhere; in another encoding its words differ from machine to machine.",
    fix="save the file as UTF-8",
    breaks="""
        Feature: Caf\udce9
          Scenario: Order a coffee
            When Ann orders a coffee
            Then she is told the price
    """,
    keeps="""
        Feature: Café
          As a shopper I want to order coffee so that I stay awake

          Scenario: Order a coffee
            When Ann orders a coffee
            Then she is told the price
    """,
)
