"""selector-leak."""

from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.code_wording import find_selector, hints_at_selector
from storycontract.lint.finding import Severity
from storycontract.lint.options import Surface
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="selector-leak",
    checks=Step,
    hint=hints_at_selector,
    severity=Severity.ERROR,
    since="0.1",
    problem="step holds a selector of the page",
    why=(
        "A CSS class or an XPath means nothing to whoever asked for the story, and changes with every "
        "redesign."
    ),
    fix="name what the person sees there, and keep the selector in the step code",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then "#order-state" says that the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.RECOMMENDED,),
    muted_on=(Surface.LIBRARY,),
    label="implementation-leak",
)
def selector_leak(step: Step) -> Iterator[Violation]:
    """Flag a CSS selector, an XPath or the id of an element."""
    selector = find_selector(step.text)
    # What stands behind a star is more often a line of a script, for which the code is its language.
    if selector and step.keyword != "*":
        yield Violation(at=step.location, detail=f"`{selector}`", words=selector)
