"""story-too-long."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-too-long",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="narrative is long",
    why="A narrative is to be remembered; what needs more room is a rule, and belongs into one.",
    fix="keep who, what and why, and put the rest into rules and scenarios",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash
          and can leave my purse and my coins at home for a day
          and can leave my purse and my coins at home for a day
          and can leave my purse and my coins at home for a day
          and can leave my purse and my coins at home for a day
          and can leave my purse and my coins at home for a day

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
def story_too_long(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a narrative with more words than the limit."""
    narrative = story.narrative
    limit = context.options.limits.narrative_words
    parts = (narrative.role, narrative.want, narrative.benefit)
    count = sum(len(part.split()) for part in parts if part)
    if count > limit:
        yield Violation(at=story.location, detail=f"{count} words, the limit is {limit}")
