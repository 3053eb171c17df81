"""action-in-outcome."""

from collections.abc import Iterator

from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.step_reading import is_action_worded


@rule(
    name="action-in-outcome",
    checks=Step,
    kinds=(StepKind.OUTCOME,),
    severity=Severity.WARNING,
    since="0.1",
    problem="outcome step does something",
    why=(
        "A Then that acts shows nothing: what looks like a check is a step on the way, and the real "
        "outcome is read past."
    ),
    fix="move what is done into a When step, or into a scenario of its own",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
            And I click on the receipt
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
def action_in_outcome(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag an outcome step that says what somebody does."""
    if is_action_worded(step.text, context.language):
        yield Violation(at=step.location)
