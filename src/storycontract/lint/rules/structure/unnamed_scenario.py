"""unnamed-scenario."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="unnamed-scenario",
    checks=Scenario,
    severity=Severity.ERROR,
    since="0.1",
    problem="scenario has no name",
    why="The name is all that a report shows of it; without one nobody can tell which promise is broken.",
    fix="name it by what is special about the case, and what comes of it",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario:
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
    label="vague-title",
)
def unnamed_scenario(scenario: Scenario) -> Iterator[Violation]:
    """Flag a scenario without a name."""
    if not scenario.name:
        yield Violation(at=scenario.location)
