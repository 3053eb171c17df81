"""story-not-minimal."""

import re
from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule

# An abbreviation in brackets explains the words before it.
_SURPLUS = re.compile(r"\((?![A-Z]{2,6}\))[^)]*\)|\[[^\]]*\]|(?<=[a-z])\. [A-Z]\w+| - \w+|\b[Nn]ote:")


@rule(
    name="story-not-minimal",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="narrative holds more than the story",
    why="A note or a second sentence in the want is read as part of what is asked for, or not at all.",
    fix="put notes below the narrative, and rules into scenarios",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card (any brand) so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.STRICT,),
)
def story_not_minimal(story: Story) -> Iterator[Violation]:
    """Flag brackets, notes and second sentences in a want or a benefit."""
    for part in (story.narrative.want, story.narrative.benefit):
        if match := part and _SURPLUS.search(part):
            yield Violation(at=story.location, detail=f"`{match[0].strip()}`")
