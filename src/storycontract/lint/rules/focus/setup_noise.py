"""setup-noise."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule

_MANY = 2


@rule(
    name="setup-noise",
    checks=Feature,
    severity=Severity.INFO,
    since="0.1",
    problem="scenarios share their first steps",
    why=(
        "What is said again at the start of each scenario is read past, and with it what sets the case apart."
    ),
    fix="move the shared steps into a Background",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given Ann is logged in
            And "Emma" is in her basket
            When Ann pays 20 EUR by card
            Then the order is confirmed

          Scenario: Paying by voucher confirms the order
            Given Ann is logged in
            And "Emma" is in her basket
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
def setup_noise(feature: Feature) -> Iterator[Violation]:
    """Flag a feature or rule all of whose scenarios start with the same two or more context steps."""
    for group in (feature.scenarios, *(inner.scenarios for inner in feature.rules)):
        shared = _count_shared(group)
        if shared >= _MANY:
            yield Violation(at=group[0].location, detail=f"{shared} steps")


def _count_shared(scenarios: tuple[Scenario, ...]) -> int:
    starts = [
        [(step.text, step.argument) for step in scenario.steps if step.kind is StepKind.CONTEXT]
        for scenario in scenarios
    ]
    if len(starts) < _MANY:
        return 0
    shared = 0
    for steps in zip(*starts, strict=False):
        if any(step != steps[0] for step in steps):
            break
        shared += 1
    return shared
