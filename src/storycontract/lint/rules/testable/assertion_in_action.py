"""assertion-in-action."""

from collections.abc import Iterator

from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.step_reading import is_assertion_worded


@rule(
    name="assertion-in-action",
    checks=Step,
    kinds=(StepKind.ACTION,),
    looks_for=("assertion_modals", "seeing_phrases"),
    severity=Severity.WARNING,
    since="0.1",
    problem="action step checks something",
    why=(
        "What a When checks is taken for part of what is done; when it fails, it looks as if the scenario "
        "could not be set up."
    ),
    fix="move the check into a Then step",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            And she should see the receipt
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
    label="misplaced-step",
)
def assertion_in_action(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag an action step whose main clause says what has to be."""
    if is_assertion_worded(step.text, context.language):
        yield Violation(at=step.location)
