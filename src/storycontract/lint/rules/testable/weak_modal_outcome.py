"""weak-modal-outcome."""

from collections.abc import Iterator

from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.phrases import find_phrase
from storycontract.lint.prose import read_prose
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="weak-modal-outcome",
    checks=Step,
    kinds=(StepKind.OUTCOME,),
    looks_for=("weak_modals",),
    severity=Severity.WARNING,
    since="0.1",
    problem="outcome only may happen",
    why="What may or might happen has happened even when it did not: no run can prove the step wrong.",
    fix="say what has to happen, or under which condition it does",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order might be confirmed
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
    label="vague-outcome",
)
def weak_modal_outcome(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag an outcome step that leaves open whether it holds."""
    words = find_phrase("weak_modals", read_prose(step.text), context.language, context.options.allow)
    if words:
        yield Violation(at=step.location, detail=f"`{words}`", words=words)
