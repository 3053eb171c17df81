"""empty-scenario."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule

_KEYWORDS: Final = ("Given", "When", "Then", "And", "But")
# Close to a keyword, and how many an English sentence starts.
_ORDINARY_WORDS: Final = frozenset({"an", "any", "buy", "he", "than", "the", "them", "they", "where", "who"})


@rule(
    name="empty-scenario",
    checks=Scenario,
    severity=Severity.ERROR,
    since="0.1",
    problem="scenario has no step",
    why=(
        "Without a step there is nothing to run. A line whose keyword is misspelt is no step: Gherkin takes "
        "it for a description, and says nothing."
    ),
    fix="add the steps, each starting with its keyword",
    breaks="""
        Feature: Checkout
          Scenario: Pay by card
            Whn Ann pays 20 EUR by card
            Thn the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Pay by card
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=frozenset(Profile),
    structural=True,
)
def empty_scenario(scenario: Scenario) -> Iterator[Violation]:
    """Flag a scenario with no step of its own; a Background alone shows nothing about it."""
    if not scenario.steps:
        yield Violation(at=scenario.location, fix=_find_misspelt_step(scenario.description))


def _find_misspelt_step(description: str) -> str | None:
    for line in description.splitlines():
        first, _, rest = line.strip().partition(" ")
        word = first.rstrip(":")
        if not rest or word.lower() in _ORDINARY_WORDS:
            continue
        if close := get_close_matches(word.capitalize(), _KEYWORDS, n=1, cutoff=0.66):
            return f"write `{close[0]}` for `{first}` in the line `{line.strip()}`, so that it is a step"
    return None
