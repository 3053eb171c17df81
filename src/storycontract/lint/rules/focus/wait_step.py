"""wait-step."""

from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.waiting import find_wait


@rule(
    name="wait-step",
    checks=Step,
    looks_for=("wait_verbs",),
    severity=Severity.ERROR,
    since="0.1",
    problem="step waits",
    why=(
        "A pause says nothing about what is waited for: too short it fails by chance, too long it wastes "
        "the time of every run."
    ),
    fix="say what has to be there, and let the step code wait for it",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            And she waits 5 seconds
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
)
def wait_step(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a step that waits for a time."""
    if words := find_wait(step.text, context.language):
        yield Violation(at=step.location, detail=f"`{words}`", words=words)
