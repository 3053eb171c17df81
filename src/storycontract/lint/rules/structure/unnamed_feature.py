"""unnamed-feature."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="unnamed-feature",
    checks=Feature,
    severity=Severity.ERROR,
    since="0.1",
    problem="feature has no name",
    why="A story without a name cannot be talked about, and every report shows an empty line for it.",
    fix="name the story by what it gives to whom",
    breaks="""
        Feature:
          As a shopper I want to pay by card so that I need no cash

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
)
def unnamed_feature(feature: Feature) -> Iterator[Violation]:
    """Flag a feature or a rule without a name."""
    if not feature.name:
        yield Violation(at=feature.location)
    for inner in feature.rules:
        if not inner.name:
            yield Violation(at=inner.location, problem="rule has no name")
