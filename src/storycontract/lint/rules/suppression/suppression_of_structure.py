"""suppression-of-structure."""

from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.suppression import Suppression


@rule(
    name="suppression-of-structure",
    checks=Suppression,
    severity=Severity.WARNING,
    since="0.1",
    problem="nothing silences this rule",
    why="What a story's structure lacks cannot be shown by any run, whatever the reason for it.",
    fix="mend what the rule flags, and remove it from the comment",
    breaks="""
        Feature: Checkout
          # storycontract: ignore[scenario-missing-then] -- the outcome is obvious
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
    profiles=frozenset({Profile.RECOMMENDED}),
)
def suppression_of_structure(suppression: Suppression) -> Iterator[Violation]:
    """Flag a suppression of rules that hold whatever anybody says."""
    if suppression.refused:
        yield Violation(
            at=suppression.location, detail=" and ".join(f"`{name}`" for name in suppression.refused)
        )
