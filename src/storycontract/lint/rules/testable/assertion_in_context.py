"""assertion-in-context."""

from collections.abc import Iterator

from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.step_reading import is_assertion_worded, read_kind


@rule(
    name="assertion-in-context",
    checks=Step,
    kinds=(StepKind.CONTEXT,),
    looks_for=("assertion_modals", "seeing_phrases"),
    severity=Severity.WARNING,
    since="0.1",
    problem="context step checks something",
    why=(
        "A Given says how things are before anything happens. One that checks them tests what is not the "
        "point of the scenario."
    ),
    fix="say how things are: `Given the basket is empty`, not `should be`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given the basket should be empty
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
    label="misplaced-step",
)
def assertion_in_context(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a context step whose main clause says what has to be."""
    if read_kind(step, context.language) is StepKind.CONTEXT and is_assertion_worded(
        step.text, context.language
    ):
        yield Violation(at=step.location)
