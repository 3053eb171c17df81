"""unobservable-outcome."""

from collections.abc import Iterator

from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.options import Surface
from storycontract.lint.phrases import find_phrase
from storycontract.lint.prose import read_prose
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="unobservable-outcome",
    checks=Step,
    kinds=(StepKind.OUTCOME,),
    looks_for=("internals",),
    severity=Severity.WARNING,
    since="0.1",
    problem="outcome cannot be seen from outside",
    why=(
        "A row in a database or a call of a method is how the product does it today. Who uses it sees "
        "none of that, and the step breaks when the inside changes and the behaviour does not."
    ),
    fix="say what somebody outside the product can see, read or receive",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is stored in the database
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
    muted_on=(
        Surface.API,
        Surface.CLI,
        Surface.LIBRARY,
        Surface.DATA,
    ),
    label="implementation-leak",
)
def unobservable_outcome(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag an outcome step that looks at the inside of the product."""
    words = find_phrase("internals", read_prose(step.text), context.language, context.options.allow)
    if words:
        yield Violation(at=step.location, detail=f"`{words}`", words=words)
