"""story-benefit-restates-want."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.benefits import points_back_at_benefit, restates_want
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-benefit-restates-want",
    checks=Story,
    severity=Severity.WARNING,
    since="0.1",
    problem="benefit only repeats what is wanted",
    why=(
        "A reason that says the capability again cannot decide anything: it would fit every way of "
        "building it, and whether to build it at all."
    ),
    fix="say what the role gains by it: ask why once more",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I can pay by card

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
    label="benefit-restates-want",
)
def story_benefit_restates_want(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a benefit with no word of weight that the want, or the title, does not hold already."""
    narrative = story.narrative
    if restates_want(narrative, story.title, context.language) or points_back_at_benefit(
        narrative, context.language
    ):
        yield Violation(at=story.location, detail=f"`{narrative.benefit}`")
