"""story-id-ambiguous."""

from storycontract.lint.rule import reader_rule

story_id_ambiguous = reader_rule(
    name="story-id-ambiguous",
    since="0.1",
    problem="the story has two ids",
    why="With two ids nobody knows which of them the evidence is for.",
    fix="keep one id, and name the former one with `@was:`",
    breaks="""
        @story:SHOP-12 @story:SHOP-13
        Feature: Checkout
          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
    keeps="""
        @story:SHOP-12 @was:SHOP-13
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
)
