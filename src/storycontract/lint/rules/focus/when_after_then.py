"""when-after-then."""

from collections.abc import Iterator
from itertools import pairwise

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.step_reading import read_kind


@rule(
    name="when-after-then",
    checks=Scenario,
    severity=Severity.WARNING,
    since="0.1",
    problem="action follows an outcome",
    why=(
        "Two rounds of action and outcome are two behaviours: when the first fails, the second is never "
        "tried, and the title can only name one."
    ),
    fix="end the scenario at its first outcome, and write the rest as one of its own",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
            When Ann cancels the order
            Then it is cancelled
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.RECOMMENDED,),
    label="many-behaviours",
)
def when_after_then(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a scenario with an action behind an outcome, and an outcome behind that; once."""
    kinds = [read_kind(step, context.language) for step in scenario.steps]
    for index, (before, kind) in enumerate(pairwise(kinds), start=1):
        if before is StepKind.OUTCOME and kind is StepKind.ACTION and StepKind.OUTCOME in kinds[index:]:
            yield Violation(at=scenario.steps[index].location)
            return
