"""empty-file."""

from storycontract.lint.rule import reader_rule

empty_file = reader_rule(
    name="empty-file",
    since="0.1",
    problem="the file holds no feature",
    why="An empty file looks like a story on the disk and is none.",
    fix="write a `Feature:` with its scenarios, or delete the file",
    breaks="""
        # to be written
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Pay by card
            When Ann pays 20 EUR
            Then the order is confirmed
    """,
)
