"""no-negative-path."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.refusal import shows_refusal
from storycontract.lint.rule import Profile, Violation, rule

# One or two scenarios are a beginning.
_MANY = 3


@rule(
    name="no-negative-path",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="no scenario shows what is refused",
    why=(
        "A product shows what it is worth where something is wrong: an input, a right, a limit. A story "
        "with sunny cases alone leaves that to chance."
    ),
    fix="add a scenario in which the want is refused, fails or finds nothing",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed by card

          Scenario: Paying by voucher confirms the order
            When Ann pays 20 EUR by voucher
            Then the order is confirmed by voucher

          Scenario: Paying by invoice confirms the order
            When Ann pays 20 EUR by invoice
            Then the order is confirmed by invoice
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
def no_negative_path(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a story of three or more scenarios in none of which anything is refused, missing or wrong."""
    scenarios = [scenario for criterion in story.criteria for scenario in criterion.scenarios]
    if len(scenarios) >= _MANY and not any(
        shows_refusal(scenario, context.language) for scenario in scenarios
    ):
        yield Violation(at=story.location)
