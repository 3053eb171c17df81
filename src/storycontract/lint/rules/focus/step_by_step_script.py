"""step-by-step-script."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule

_GRAVE = 3


@rule(
    name="step-by-step-script",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="scenario is a script of many actions",
    why=(
        "A row of actions tells how to get there; which of them the outcome depends on, the reader has to "
        "guess."
    ),
    fix="put into Given what has to be there, and leave one action that matters",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann puts "Emma" into her basket
            And she chooses a card
            And she names her address
            And she pays 20 EUR
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
def step_by_step_script(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a scenario with as many action steps as the limit; with nearly twice as many it weighs more."""
    limit = context.options.limits.actions
    actions = sum(step.kind is StepKind.ACTION for step in scenario.steps)
    if actions >= limit:
        yield Violation(
            at=scenario.location,
            detail=f"{actions} actions",
            severity=Severity.WARNING if actions >= limit + _GRAVE else None,
        )
