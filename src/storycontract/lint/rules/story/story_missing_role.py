"""story-missing-role."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.roles import is_meant_as_story, names_role
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-missing-role",
    checks=Story,
    severity=Severity.WARNING,
    since="0.1",
    problem="narrative does not say who wants it",
    why="Without a role nobody knows whom to ask whether the story is right, or whose work it makes easier.",
    fix="start with `As a <role>`: who needs this",
    breaks="""
        Feature: Checkout
          I want to pay by card so that I need no cash

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
    profiles=(Profile.RECOMMENDED,),
    languages=KNOWN_LANGUAGES,
    label="no-role",
)
def story_missing_role(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a narrative that names nobody."""
    narrative = story.narrative
    if is_meant_as_story(narrative, context.language) and not names_role(narrative, context.language):
        yield Violation(at=story.location)
