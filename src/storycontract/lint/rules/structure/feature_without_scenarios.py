"""feature-without-scenarios."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="feature-without-scenarios",
    checks=Feature,
    severity=Severity.ERROR,
    since="0.1",
    problem="feature has no scenario",
    why="A story or a rule without a scenario names no case, so nothing can ever show that it holds.",
    fix="add a scenario that shows the story at work",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Pay by card
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=frozenset(Profile),
    structural=True,
)
def feature_without_scenarios(feature: Feature) -> Iterator[Violation]:
    """Flag a feature or a rule that holds no scenario."""
    if not feature.scenarios and not feature.rules:
        yield Violation(at=feature.location)
    for inner in feature.rules:
        if not inner.scenarios:
            yield Violation(
                at=inner.location,
                problem="rule has no scenario",
                fix="add a scenario that shows the rule at work, or remove the rule",
            )
