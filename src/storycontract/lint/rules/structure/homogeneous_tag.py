"""homogeneous-tag."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="homogeneous-tag",
    checks=Feature,
    severity=Severity.INFO,
    since="0.1",
    problem="all scenarios carry one tag",
    why="A tag that none of them lacks belongs to the feature; there it is read once.",
    fix="put it on the feature",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          @smoke
          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed

          @smoke
          Scenario: Paying by voucher confirms the order
            When Ann pays 20 EUR by voucher
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
def homogeneous_tag(feature: Feature) -> Iterator[Violation]:
    """Flag a tag that each of two or more scenarios carries."""
    scenarios = feature.all_scenarios
    shared = (
        set.intersection(*({tag.name for tag in scenario.tags} for scenario in scenarios))
        if scenarios
        else set()
    )
    if len(scenarios) > 1:
        for name in sorted(shared):
            yield Violation(at=feature.location, detail=f"`@{name}`")
