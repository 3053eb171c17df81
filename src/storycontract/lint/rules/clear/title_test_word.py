"""title-test-word."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.titles import find_test_word, says_nothing_else


@rule(
    name="title-test-word",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="title says that it is a test, and little else",
    why="Every scenario tests something; behind that word stands only a thing, not what is expected of it.",
    fix="drop the word, and say what comes of the case",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Test payment
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
    languages=KNOWN_LANGUAGES,
    label="vague-title",
)
def title_test_word(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a title that starts with a word such as `Test` and then names a thing."""
    word = find_test_word(scenario.name, context.language)
    if word and says_nothing_else(scenario.name, word, context.language):
        yield Violation(at=scenario.location, detail=f"`{word}`", words=word)
