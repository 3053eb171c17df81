"""credentials-in-step."""

from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.finding import Severity
from storycontract.lint.leaked_secrets import find_secret, hints_at_secret
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="credentials-in-step",
    checks=Step,
    hint=hints_at_secret,
    severity=Severity.WARNING,
    since="0.1",
    problem="step holds a secret",
    why=(
        "Feature files are read by many and kept for ever; a password or a key in one of them is no "
        "secret any more."
    ),
    fix="name whose secret it is, and keep its value in the step code or the environment",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays with the token "sk_live_9aF3kQ7LmZ2xR8vT1bN4cY6d"
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
def credentials_in_step(step: Step) -> Iterator[Violation]:
    """Flag a key or a token in a form that real ones have; passwords made up for the example are none."""
    if secret := find_secret(step.text):
        yield Violation(at=step.location, detail=f"`{secret[:4]}…`", words=secret)
