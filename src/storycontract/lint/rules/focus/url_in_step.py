"""url-in-step."""

from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.code_wording import find_url
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.options import Surface
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.subject import is_about_addresses, story_words


@rule(
    name="url-in-step",
    checks=Step,
    severity=Severity.WARNING,
    since="0.1",
    problem="step holds an address",
    why="The path of a page is how it is reached today; what the reader needs is which page it is.",
    fix="name the page or the thing, and keep its address in the step code",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann opens "/orders/12"
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.STRICT,),
    muted_on=(
        Surface.API,
        Surface.LIBRARY,
        Surface.DATA,
    ),
    label="implementation-leak",
)
def url_in_step(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a URL, or the path of one; silent where the feature itself is about them."""
    found = find_url(step.text)
    if found and step.keyword != "*" and not is_about_addresses(story_words(context.file.feature)):
        yield Violation(at=step.location, detail=f"`{found}`", words=found)
