"""misspelt-keyword."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.contract.location import Location
from storycontract.contract.scenario import Background, Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.misspelt_steps import find_misspelt_steps
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="misspelt-keyword",
    checks=Feature,
    severity=Severity.ERROR,
    since="0.1",
    problem="line looks like a step with a misspelt keyword",
    why=(
        "Gherkin takes a line that starts with no keyword for description, and says nothing: the step is "
        "gone, and the scenario passes without it."
    ),
    fix="write the keyword right, or start the line with another word",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Givn a basket with 2 books
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
    profiles=(Profile.READY,),
    structural=True,
)
def misspelt_keyword(feature: Feature, context: LintContext) -> Iterator[Violation]:
    """Flag a line of a description that starts with nearly a keyword."""
    backgrounds = (feature.background, *(inner.background for inner in feature.rules))
    owners: list[Background | Scenario] = [background for background in backgrounds if background]
    # A scenario without any step is an empty one, whose finding names the line.
    owners += [scenario for scenario in feature.all_scenarios if scenario.steps]
    for owner in owners:
        for found in find_misspelt_steps(owner, context):
            yield Violation(
                at=Location(owner.location.path, found.number, 1),
                detail=f"`{found.line}`",
                fix=f"write `{found.keyword}` for `{found.word}`, so that the line is a step",
                words=found.word,
            )
