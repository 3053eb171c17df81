"""story-missing-benefit."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.roles import is_meant_as_story
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-missing-benefit",
    checks=Story,
    severity=Severity.WARNING,
    since="0.1",
    problem="narrative does not say why it is wanted",
    why=(
        "The benefit is what a better idea is measured by; without it nobody can tell whether the "
        "capability is the right one, or worth its cost."
    ),
    fix="add `so that <benefit>`: what the role gains",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card

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
    label="no-benefit",
)
def story_missing_benefit(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a narrative that gives no reason."""
    narrative = story.narrative
    if is_meant_as_story(narrative, context.language) and narrative.benefit is None:
        yield Violation(at=story.location)
