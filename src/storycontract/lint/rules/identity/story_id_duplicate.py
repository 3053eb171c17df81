"""story-id-duplicate."""

from storycontract.lint.rule import reader_rule

story_id_duplicate = reader_rule(
    name="story-id-duplicate",
    since="0.1",
    problem="two stories have one id",
    why="Evidence for one of the two would count for the other.",
    fix="give each its own id; ids differ by more than case",
    breaks="""
        Feature: Checkout

          @story:SHOP-12
          Rule: Cards are taken
            Scenario: Pay by card
              When Ann pays 20 EUR by card
              Then the order is confirmed

          @story:shop-12
          Rule: Vouchers are taken
            Scenario: Pay by voucher
              When Ann pays 20 EUR by voucher
              Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          @story:SHOP-12
          Rule: Cards are taken
            As a shopper I want to pay by card so that I need no cash

            Scenario: Pay by card
              When Ann pays 20 EUR by card
              Then the order is confirmed

          @story:SHOP-13
          Rule: Vouchers are taken
            As a shopper I want to spend my vouchers so that they do not expire

            Scenario: Pay by voucher
              When Ann pays 20 EUR by voucher
              Then the order is confirmed
    """,
)
