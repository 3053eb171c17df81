"""story-multiple-roles."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.roles import find_second_role
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-multiple-roles",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="narrative speaks for several roles",
    why=(
        "Two roles rarely want the same thing for the same reason; what holds for one is then decided for "
        "the other without asking."
    ),
    fix="write one story for each role, or name what the two have in common",
    breaks="""
        Feature: Checkout
          As a shopper or a shop owner I want to pay by card so that I need no cash

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
)
def story_multiple_roles(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a role that is joined from two."""
    role = story.narrative.role
    if role and find_second_role(role, context.language):
        yield Violation(at=story.location, detail=f"`{role}`")
