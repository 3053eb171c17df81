"""story-unmeasurable-benefit."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.phrases import find_phrase
from storycontract.lint.prose import read_prose
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-unmeasurable-benefit",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="benefit is a comparison without a measure",
    why=(
        "Easier than what, and by how much? Without a number or a case to compare with, any change can be "
        "called a success."
    ),
    fix="say what is compared and by how much, or what no longer has to be done",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that paying is easier

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
    label="vague-terms",
)
def story_unmeasurable_benefit(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a benefit that is a comparative and holds no number."""
    prose = read_prose(story.narrative.benefit or "")
    words = find_phrase("comparatives", prose, context.language, context.options.allow)
    if words and not prose.has_literal and " than " not in prose.text:
        yield Violation(at=story.location, detail=f"`{words}`")
