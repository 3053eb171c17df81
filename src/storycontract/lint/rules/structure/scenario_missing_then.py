"""scenario-missing-then."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="scenario-missing-then",
    checks=Scenario,
    severity=Severity.ERROR,
    since="0.1",
    problem="scenario promises no outcome",
    why=(
        "Without a Then step the scenario cannot fail, so running it proves nothing. A Then in the "
        "Background does not help: it is over before the scenario's first step, and the same for every other "
        "scenario."
    ),
    fix="add a Then step that says what the user can observe",
    breaks="""
        Feature: Checkout
          Scenario: Pay by card
            When Ann pays 20 EUR by card
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
def scenario_missing_then(scenario: Scenario) -> Iterator[Violation]:
    """Flag a scenario none of whose own steps is an outcome."""
    # Without any step it is an empty scenario: one defect, one finding.
    if scenario.steps and not any(step.kind is StepKind.OUTCOME for step in scenario.steps):
        yield Violation(at=scenario.location)
