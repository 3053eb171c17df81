"""loaded-title."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.phrases import find_phrase
from storycontract.lint.prose import read_prose
from storycontract.lint.rule import Violation, rule


@rule(
    name="loaded-title",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="title praises instead of saying what happens",
    why="Whether it is done properly is what the scenario is to show; the word in the title shows nothing.",
    fix="say what happens",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card properly confirms the order
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
    profiles=(),
    languages=KNOWN_LANGUAGES,
)
def loaded_title(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a title with a word of judgement."""
    words = find_phrase("loaded_words", read_prose(scenario.name), context.language, context.options.allow)
    if words:
        yield Violation(at=scenario.location, detail=f"`{words}`", words=words)
