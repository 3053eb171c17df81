"""implementation-leak."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from storycontract.contract.step import Step
from storycontract.lint.code_wording import find_code, find_protocol, hints_at_implementation
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.options import Surface
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.subject import is_subject, story_words


@rule(
    name="implementation-leak",
    checks=Step,
    hint=hints_at_implementation,
    severity=Severity.WARNING,
    since="0.1",
    problem="step speaks of how the product is built",
    why=(
        "A status code, a query or the name of a method is nothing the people of the story can see; the "
        "step keeps it from being built otherwise."
    ),
    fix="say what it means for the role of the story",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the HTTP status code is 201
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.RECOMMENDED,),
    muted_on=(
        Surface.API,
        Surface.LIBRARY,
        Surface.DATA,
        Surface.CLI,
    ),
    label="implementation-leak",
)
def implementation_leak(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag SQL, HTTP and names of the code outside quotes; silent where the feature is about them."""
    found = _find_leak(step.text, context.options.allow)
    # What stands behind a star is more often a line of a script, for which the code is its language.
    if found and step.keyword != "*" and not is_subject(found, story_words(context.file.feature)):
        yield Violation(at=step.location, detail=f"`{found}`", words=found)


def _find_leak(text: str, allow: AbstractSet[str]) -> str | None:
    found = find_protocol(text) or find_code(text)
    if found is None or found.casefold() not in allow:
        return found
    # Behind a word that is allowed there may be another.
    return _find_leak(text.replace(found, " "), allow)
