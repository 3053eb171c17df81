"""ac-id-misplaced."""

from storycontract.lint.rule import reader_rule

ac_id_misplaced = reader_rule(
    name="ac-id-misplaced",
    since="0.1",
    problem="a criterion id cannot stand here",
    why="A criterion is a scenario or a rule; an id on anything else names nothing.",
    fix="put the id on a scenario, or on a rule whose scenarios carry none",
    breaks="""
        @ac:SHOP-12.1
        Feature: Checkout
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
