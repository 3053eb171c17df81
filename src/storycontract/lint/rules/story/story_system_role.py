"""story-system-role."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.roles import is_system_role
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-system-role",
    checks=Story,
    severity=Severity.WARNING,
    since="0.1",
    problem="role is the product itself",
    why=(
        "A system wants nothing: behind the sentence stands somebody who gains from what the system does, "
        "and who is not named."
    ),
    fix="name who gains from it, and put what the system does into the want or the scenarios",
    breaks="""
        Feature: Checkout
          As the system I want to take cards so that I need no cash

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
)
def story_system_role(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a role that is the product, or a part of it."""
    role = story.narrative.role
    if role and is_system_role(role, context.language):
        yield Violation(at=story.location, detail=f"`{role}`")
