"""story-priority-missing."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Violation, rule


@rule(
    name="story-priority-missing",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="story has no priority",
    why="Without a priority the order of work is decided by whoever takes the next one.",
    fix="add `@priority:must`, `@priority:should`, `@priority:could` or `@priority:wont`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        @priority:must
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(),
)
def story_priority_missing(story: Story) -> Iterator[Violation]:
    """Flag a story without a priority."""
    if story.metadata.priority is None:
        yield Violation(at=story.location)
