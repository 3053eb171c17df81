"""vague-title."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.titles import is_vague_title


@rule(
    name="vague-title",
    checks=Scenario,
    severity=Severity.WARNING,
    since="0.1",
    problem="title does not say which behaviour is shown",
    why=(
        "The title is all that a report shows. `Test 1` or a bare thing such as `Login` makes everybody "
        "open the file to learn what is broken."
    ),
    fix="say what is special about the case and what comes of it: `Paying with an expired card is refused`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Happy path
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
    label="vague-title",
)
def vague_title(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a title that is empty of content, or that only names a thing."""
    feature = context.file.feature
    if scenario.name and is_vague_title(scenario.name, feature.name if feature else "", context.language):
        yield Violation(at=scenario.location, detail=f"`{scenario.name}`")
