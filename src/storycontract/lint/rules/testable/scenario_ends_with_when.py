"""scenario-ends-with-when."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="scenario-ends-with-when",
    checks=Scenario,
    severity=Severity.WARNING,
    since="0.1",
    problem="scenario ends with an action",
    why="What the last action leads to is never looked at, so nothing shows that it did anything.",
    fix="add a Then step behind it, or take the action out",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
            When Ann leaves the shop
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
def scenario_ends_with_when(scenario: Scenario) -> Iterator[Violation]:
    """Flag a scenario that has outcomes, and whose last step is an action."""
    kinds = [step.kind for step in scenario.steps]
    # Where there is no outcome at all, it is the missing one that has to be mended.
    if StepKind.OUTCOME in kinds and kinds[-1] is StepKind.ACTION:
        yield Violation(at=scenario.steps[-1].location)
