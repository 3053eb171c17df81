"""long-title."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="long-title",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="title is long",
    why="A title that no report has room for is cut where it gets interesting.",
    fix="keep what sets the case apart, and leave the rest to the steps",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by a card that is valid and not yet expired confirms the order of the shopper
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
def long_title(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a title longer than the limit."""
    limit = context.options.limits.title_characters
    if len(scenario.name) > limit:
        yield Violation(at=scenario.location, detail=f"{len(scenario.name)} characters, the limit is {limit}")
