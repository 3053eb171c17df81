"""long-step."""

from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="long-step",
    checks=Step,
    severity=Severity.INFO,
    since="0.1",
    problem="step is long",
    why=(
        "A step that takes several lines to read says several things, or shows data that belongs into a "
        "table."
    ),
    fix="say less, or move the data into a table below the step",
    breaks="""
        Feature: Checkout
        Scenario: Pay
        When Ann pays 20 EUR by card after she has looked at all of the books in her basket again, has read what others think of them, and has thought
        Then the order is confirmed
    """,  # noqa: E501 - a line too long is the point
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.STRICT,),
)
def long_step(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a step longer than the limit."""
    limit = context.options.limits.step_characters
    if len(step.text) > limit:
        yield Violation(at=step.location, detail=f"{len(step.text)} characters, the limit is {limit}")
