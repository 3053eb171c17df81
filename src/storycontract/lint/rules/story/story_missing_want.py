"""story-missing-want."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.roles import is_meant_as_story, names_want
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-missing-want",
    checks=Story,
    severity=Severity.WARNING,
    since="0.1",
    problem="narrative does not say what is wanted",
    why="A role and a reason without a capability leave open what is to be built.",
    fix="add `I want <capability>`: what the role can do once the story is done",
    breaks="""
        Feature: Checkout
          As a shopper
          So that I need no cash

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
    label="no-want",
)
def story_missing_want(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a narrative that asks for nothing."""
    narrative = story.narrative
    if is_meant_as_story(narrative, context.language) and not names_want(narrative, context.language):
        yield Violation(at=story.location)
