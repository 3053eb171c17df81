"""empty-background."""

from collections.abc import Iterator

from storycontract.contract.scenario import Background
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="empty-background",
    checks=Background,
    severity=Severity.ERROR,
    since="0.1",
    problem="background has no step",
    why="A heading without steps promises a setup that is not there.",
    fix="add its steps, or remove it",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Background:

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
def empty_background(background: Background) -> Iterator[Violation]:
    """Flag a background without steps."""
    if not background.steps:
        yield Violation(at=background.location)
