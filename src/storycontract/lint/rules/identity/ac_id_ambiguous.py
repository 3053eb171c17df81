"""ac-id-ambiguous."""

from storycontract.lint.rule import reader_rule

ac_id_ambiguous = reader_rule(
    name="ac-id-ambiguous",
    since="0.1",
    problem="the criterion has two ids",
    why="With two ids nobody knows which of them the criterion is known by.",
    fix="keep one id, and name the former one with `@was:`",
    breaks="""
        Feature: Checkout
          @ac:SHOP-12.1 @ac:SHOP-12.2
          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          @ac:SHOP-12.1 @was:SHOP-12.2
          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
)
