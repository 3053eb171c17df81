"""title-compound."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.wants import list_title_verbs


@rule(
    name="title-compound",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="title joins two behaviours",
    why=(
        "A scenario that shows two behaviours is red when either is broken, and says nothing about the other."
    ),
    fix="write one scenario for each",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Pay 20 EUR and cancel the order
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
    languages=("en",),
)
def title_compound(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a title that joins two verbs."""
    verbs = list_title_verbs(scenario.name, context.language)
    if len(verbs) > 1:
        yield Violation(at=scenario.location, detail=" and ".join(f"`{verb}`" for verb in verbs))
