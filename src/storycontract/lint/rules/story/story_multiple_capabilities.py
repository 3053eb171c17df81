"""story-multiple-capabilities."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.wants import list_capabilities, propose_split


@rule(
    name="story-multiple-capabilities",
    checks=Story,
    severity=Severity.WARNING,
    since="0.1",
    problem="want asks for several capabilities",
    why=(
        "Capabilities that can be delivered one by one are done one by one: as one story it stays half "
        "done for as long as the last of them takes."
    ),
    fix="write one story for each capability",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay and cancel orders so that I need no cash

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
    label="multiple-wants",
)
def story_multiple_capabilities(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a want that joins two or more verbs."""
    want = story.narrative.want or ""
    verbs = list_capabilities(want, context.language)
    if len(verbs) > 1:
        names = ", ".join(f"`{verb}`" for verb in verbs)
        wants = propose_split(want, verbs, context.language)
        proposal = " and ".join(f"`{part}`" for part in wants) or names
        yield Violation(at=story.location, detail=names, fix=f"write one story each for {proposal}")
