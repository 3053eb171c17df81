"""story-id-missing."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Violation, rule


@rule(
    name="story-id-missing",
    checks=Story,
    severity=Severity.ERROR,
    since="0.1",
    problem="story has no id",
    why="Without an id a story is known by its path and title: renaming either of them loses its history.",
    fix="add a tag such as `@story:SHOP-12`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        @story:SHOP-12
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(),
)
def story_id_missing(story: Story) -> Iterator[Violation]:
    """Flag a story without an id of its own."""
    if story.id_is_derived:
        yield Violation(at=story.location)
