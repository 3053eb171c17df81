"""story-missing-narrative."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.roles import is_meant_as_story
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-missing-narrative",
    checks=Story,
    severity=Severity.WARNING,
    since="0.1",
    problem="story does not say who wants what, and why",
    why=(
        "Scenarios show how something behaves; only the narrative says for whom it is there, so that "
        "somebody can tell whether it is worth building, and when it is done."
    ),
    fix="write `As a <role> I want <capability> so that <benefit>` below the feature",
    breaks="""
        Feature: Checkout
          Everything about paying

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
    languages=KNOWN_LANGUAGES,
    label="no-role",
)
def story_missing_narrative(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a story with no narrative, or with a text that is none."""
    narrative = story.narrative
    if not is_meant_as_story(narrative, context.language):
        yield Violation(at=story.location)
