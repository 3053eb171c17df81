"""story-solution-in-want."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.wants import find_mechanism


@rule(
    name="story-solution-in-want",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="want prescribes a solution",
    why=(
        "A button or a table is one answer among several; naming it in the want hides the question, and "
        "with it every better answer."
    ),
    fix="say what the role can do, and leave how to the people who build it",
    breaks="""
        Feature: Checkout
          As a shopper I want a button for cards so that I need no cash

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
    label="solution-in-want",
)
def story_solution_in_want(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a want that names a part of a user interface or a technology."""
    want = story.narrative.want
    if words := want and find_mechanism(want, context.language, context.options.allow):
        yield Violation(at=story.location, detail=f"`{words}`")
