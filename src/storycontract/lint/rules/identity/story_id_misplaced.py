"""story-id-misplaced."""

from storycontract.lint.rule import reader_rule

story_id_misplaced = reader_rule(
    name="story-id-misplaced",
    since="0.1",
    problem="a story id cannot stand here",
    why="A scenario is a criterion of a story, so a story id on it names nothing.",
    fix="put it on the feature or the rule",
    breaks="""
        Feature: Checkout
          @story:SHOP-12
          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
    keeps="""
        @story:SHOP-12
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          @ac:SHOP-12.1
          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
)
