"""many-behaviours."""

from collections.abc import Iterator
from itertools import pairwise

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.step_reading import is_action_worded


@rule(
    name="many-behaviours",
    checks=Scenario,
    severity=Severity.WARNING,
    since="0.1",
    problem="scenario shows several behaviours",
    why="An action between two checks starts a second behaviour, whatever its keyword says.",
    fix="end the scenario at its first outcome, and write the rest as one of its own",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
            And I click on the receipt
            And the receipt names 20 EUR
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
    label="many-behaviours",
)
def many_behaviours(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag an outcome step that acts, where another outcome follows it."""
    for step, following in pairwise(scenario.steps):
        is_between = step.kind is StepKind.OUTCOME and following.kind is StepKind.OUTCOME
        if is_between and step is not scenario.steps[0] and is_action_worded(step.text, context.language):
            yield Violation(at=step.location)
            return
