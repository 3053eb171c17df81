"""ac-id-duplicate."""

from storycontract.lint.rule import reader_rule

ac_id_duplicate = reader_rule(
    name="ac-id-duplicate",
    since="0.1",
    problem="two criteria have one id",
    why="A diff or a waiver for one of the two would hit the other.",
    fix="give each its own id; ids differ by more than case",
    breaks="""
        Feature: Checkout

          @ac:SHOP-12.1
          Scenario: Pay by card
            When Ann pays 20 EUR by card
            Then the order is confirmed

          @ac:SHOP-12.1
          Scenario: Pay by voucher
            When Ann pays 20 EUR by voucher
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          @ac:SHOP-12.1
          Scenario: Pay by card
            When Ann pays 20 EUR by card
            Then the order is confirmed

          @ac:SHOP-12.2
          Scenario: Pay by voucher
            When Ann pays 20 EUR by voucher
            Then the order is confirmed
    """,
)
