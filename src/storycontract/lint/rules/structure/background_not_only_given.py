"""background-not-only-given."""

from collections.abc import Iterator

from storycontract.contract.scenario import Background
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="background-not-only-given",
    checks=Background,
    severity=Severity.WARNING,
    since="0.1",
    problem="background does more than set up",
    why=(
        "A background is read once and then forgotten; an action or a check in it happens in every "
        "scenario without being seen in any."
    ),
    fix="say in Given steps how things are before a scenario",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Background:
            Given Ann is logged in
            Then the basket is empty

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
    profiles=(Profile.RECOMMENDED,),
)
def background_not_only_given(background: Background) -> Iterator[Violation]:
    """Flag an action or an outcome in a background; once."""
    for step in background.steps:
        if step.kind is not StepKind.CONTEXT:
            yield Violation(at=step.location)
            return
