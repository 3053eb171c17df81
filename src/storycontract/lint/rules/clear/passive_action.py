"""passive-action."""

from collections.abc import Iterator

from storycontract.contract.step import Step, StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.passive import find_passive
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="passive-action",
    checks=Step,
    kinds=(StepKind.ACTION,),
    severity=Severity.INFO,
    since="0.1",
    problem="action does not say who acts",
    why="An action in the passive hides who does it, and whether that is the role of the story at all.",
    fix="name who does it: `When Ann cancels the order`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When the card is charged
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
    languages=("en",),
)
def passive_action(step: Step) -> Iterator[Violation]:
    """Flag an action step in the passive that names no agent."""
    if words := find_passive(step.text):
        yield Violation(at=step.location, detail=f"`{words}`", words=words)
