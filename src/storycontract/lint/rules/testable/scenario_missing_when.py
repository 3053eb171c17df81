"""scenario-missing-when."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.step_reading import read_kind


@rule(
    name="scenario-missing-when",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="scenario has no action",
    why="Without a When nothing happens, so it is open what the outcome is a consequence of.",
    fix="say what somebody does, or what happens, in a When step",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given Ann has paid 20 EUR by card
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
def scenario_missing_when(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a scenario with an outcome and no action, of its own or of its background."""
    kinds = {
        read_kind(step, context.language)
        for step in (*context.list_background_steps(scenario), *scenario.steps)
    }
    if StepKind.OUTCOME in kinds and StepKind.ACTION not in kinds:
        yield Violation(at=scenario.location)
