"""star-step."""

from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="star-step",
    checks=Step,
    severity=Severity.INFO,
    since="0.1",
    problem="step has no keyword that says what it is",
    why="Behind a star, a reader cannot tell what has to be there, what is done and what comes of it.",
    fix="write Given, When or Then",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            * Ann is logged in
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
    profiles=(Profile.STRICT,),
)
def star_step(step: Step) -> Iterator[Violation]:
    """Flag a step that starts with `*`."""
    if step.keyword == "*":
        yield Violation(at=step.location)
