"""story-id-malformed."""

from storycontract.lint.rule import reader_rule

story_id_malformed = reader_rule(
    name="story-id-malformed",
    since="0.1",
    problem="the story id cannot be used",
    why="Evidence is kept under the id; one that no tool can read back leaves the story without history.",
    fix="write letters and digits, joined by `-`, `_` or `.`, starting with a letter, such as `SHOP-12`",
    breaks="""
        @story:12!
        Feature: Checkout
          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
    keeps="""
        @story:SHOP-12
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
)
