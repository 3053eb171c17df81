"""duplicate-scenario."""

from collections.abc import Iterator

from storycontract.contract.location import Location
from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.scenario_facts import ScenarioFact, gather_scenarios

# Fewer steps than these are alike by chance in two files.
_MANY = 3


@project_rule(
    name="duplicate-scenario",
    facts=ScenarioFact,
    gathers=gather_scenarios,
    severity=Severity.WARNING,
    since="0.1",
    problem="two scenarios are the same",
    why="The second one shows nothing more, and has to be changed whenever the first one is.",
    fix="remove one of them, or write down what was meant to set it apart",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed

          Scenario: Paying by another card confirms the order
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
def duplicate_scenario(project: Project[ScenarioFact]) -> Iterator[Violation]:
    """Flag a scenario with the same steps as an earlier one of the same file or another."""
    seen: dict[tuple[str, tuple[str, ...]], Location] = {}
    for fact in project.facts:
        key = (fact.of.steps, fact.of.tags)
        first = seen.setdefault(key, fact.at)
        is_copy = first.path == fact.at.path or fact.of.length >= _MANY
        if fact.of.shows_outcome and first != fact.at and is_copy:
            yield Violation(at=fact.at, detail=f"it is also at {first}")
