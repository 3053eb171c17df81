"""rule-without-counterexample."""

from collections.abc import Iterator

from storycontract.contract.feature import Rule
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.refusal import shows_refusal
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="rule-without-counterexample",
    checks=Rule,
    severity=Severity.INFO,
    since="0.1",
    problem="rule is shown only where it is kept",
    why="A rule draws a line; scenarios on one side of it alone do not show where it runs.",
    fix="add a scenario in which the rule refuses something",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Rule: Orders up to 500 EUR are paid by card
            Scenario: Paying 20 EUR by card confirms the order
              When Ann pays 20 EUR by card
              Then the order is confirmed

            Scenario: Paying 500 EUR by card confirms the order
              When Ann pays 500 EUR by card
              Then the order is confirmed at once
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.STRICT,),
    languages=KNOWN_LANGUAGES,
)
def rule_without_counterexample(inner: Rule, context: LintContext) -> Iterator[Violation]:
    """Flag a rule of two or more scenarios none of which shows a refusal."""
    several = len(inner.scenarios) > 1
    if several and not any(shows_refusal(scenario, context.language) for scenario in inner.scenarios):
        yield Violation(at=inner.location)
