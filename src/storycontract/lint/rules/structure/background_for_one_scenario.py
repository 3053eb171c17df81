"""background-for-one-scenario."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="background-for-one-scenario",
    checks=Feature,
    severity=Severity.INFO,
    since="0.1",
    problem="background serves one scenario",
    why="With one scenario there is nothing to share, and its beginning stands somewhere else.",
    fix="put the steps into the scenario",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Background:
            Given Ann is logged in

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
def background_for_one_scenario(feature: Feature) -> Iterator[Violation]:
    """Flag a background beside one single scenario."""
    places = [(feature.background, feature.all_scenarios)]
    places += [(inner.background, inner.scenarios) for inner in feature.rules]
    for background, scenarios in places:
        if background and background.steps and len(scenarios) == 1 and not scenarios[0].is_outline:
            yield Violation(at=background.location)
