"""compound-step."""

from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.compound_wording import find_second_statement
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="compound-step",
    checks=Step,
    looks_for=("conjunctions", "contrasts"),
    severity=Severity.WARNING,
    since="0.1",
    problem="step states two things",
    why=(
        "When a step with two actions or two expectations fails, nobody knows which of them did; and "
        "neither half can be used again."
    ),
    fix="write the second one as an And step of its own",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann fills her basket and pays 20 EUR by card
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
    languages=("en",),
    label="compound-step",
)
def compound_step(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a step that joins a second action or a second expectation."""
    if words := find_second_statement(step, context.language):
        yield Violation(at=step.location, detail=f"`{words}`", words=words)
