"""near-duplicate-scenario."""

from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.project import Fact, Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.scenario_facts import ShapeFact, gather_shapes


@project_rule(
    name="near-duplicate-scenario",
    facts=ShapeFact,
    gathers=gather_shapes,
    severity=Severity.INFO,
    since="0.1",
    problem="scenarios differ in their values alone",
    why="Steps that are the same but for a value are read again and again to find the value.",
    fix="write them as one outline with a row for each",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed

          Scenario: Paying by another card confirms the order
            When Ann pays 30 EUR by card
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
def near_duplicate_scenario(project: Project[ShapeFact]) -> Iterator[Violation]:
    """Flag a scenario whose steps, values left out, are those of an earlier one of its rule."""
    seen: dict[tuple[str, str, str], Fact[ShapeFact]] = {}
    for fact in project.facts:
        first = seen.setdefault((fact.at.path, fact.of.rule, fact.of.shape), fact)
        if fact.of.length > 1 and first.at != fact.at and first.of.steps != fact.of.steps:
            yield Violation(at=fact.at, detail=f"see line {first.at.line}")
