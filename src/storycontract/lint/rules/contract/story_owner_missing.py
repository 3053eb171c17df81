"""story-owner-missing."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Violation, rule


@rule(
    name="story-owner-missing",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="story has no owner",
    why="A story that nobody owns has nobody to ask.",
    fix="add a tag such as `@owner:checkout-team`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        @owner:ann
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(),
)
def story_owner_missing(story: Story) -> Iterator[Violation]:
    """Flag a story without an owner."""
    if story.metadata.owner is None:
        yield Violation(at=story.location)
