"""metadata-misplaced."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Violation, rule


@rule(
    name="metadata-misplaced",
    checks=Feature,
    severity=Severity.WARNING,
    since="0.1",
    problem="metadata where nobody reads it",
    why=(
        "Owner, priority, release and the like are those of a story: no report shows what a part of it says, "
        "and its reader believes that it counts."
    ),
    fix="put it on the feature, or on a rule with a story id",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          @owner:payments
          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        @owner:payments
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
)
def metadata_misplaced(feature: Feature, context: LintContext) -> Iterator[Violation]:
    """Flag metadata on what is no story, and former ids on what is neither story nor criterion."""
    # The former id of a feature goes to none of the stories in it.
    is_story = context.find_story(feature) is not None
    former = [] if is_story else [tag for tag in feature.tags if tag.key == "was" and tag.value]
    for tag in (*former, *(tag for story in context.stories for tag in story.stray_tags)):
        fix = "put it on what once had that id: a story or a criterion" if tag.key == "was" else None
        yield Violation(at=tag.location, detail=f"`@{tag.name}`", fix=fix, words=f"@{tag.name}")
