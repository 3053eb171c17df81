"""inconsistent-quotes."""

import re
from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule

_SINGLE = re.compile(r"(?<!\w)'[^']*'(?!\w)")
_DOUBLE = re.compile(r'"[^"]*"')


@rule(
    name="inconsistent-quotes",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="scenario quotes values in two ways",
    why="One step definition looks for one kind of quotes: with two kinds there are two of it.",
    fix="use one kind of quotes for values",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays '20 EUR' by card
            Then the order "A-1" is confirmed
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
def inconsistent_quotes(scenario: Scenario) -> Iterator[Violation]:
    """Flag a scenario that has both single and double quotes around values."""
    single = next((step for step in scenario.steps if _SINGLE.search(step.text)), None)
    double = any(_DOUBLE.search(step.text) for step in scenario.steps)
    if single is not None and double and not _DOUBLE.search(single.text):
        yield Violation(at=single.location)
