"""ac-id-malformed."""

from storycontract.lint.rule import reader_rule

ac_id_malformed = reader_rule(
    name="ac-id-malformed",
    since="0.1",
    problem="the criterion id cannot be used",
    why="An id that no tool can read back leaves the criterion without history.",
    fix="write letters and digits, joined by `-`, `_` or `.`, starting with a letter, such as `SHOP-12.1`",
    breaks="""
        Feature: Checkout
          @ac:1st!
          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          @ac:SHOP-12.1
          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
)
