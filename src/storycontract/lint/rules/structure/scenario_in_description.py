"""scenario-in-description."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.contract.location import Location
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lost_lines import Described, LostLine, find_lost_lines
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="scenario-in-description",
    checks=Feature,
    severity=Severity.ERROR,
    since="0.1",
    problem="description holds what looks like a scenario, which never runs",
    why=(
        "Gherkin takes a header with a slip in its keyword for description, and the steps below it, too, and "
        "says nothing: all of the scenario is gone, and the story passes without it."
    ),
    fix="write the keyword right, or put the steps into a scenario",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenaro: Paying too little rejects the order
            When Ann pays 1 EUR by card
            Then the order is rejected

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying too little rejects the order
            When Ann pays 1 EUR by card
            Then the order is rejected

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.READY,),
    structural=True,
)
def scenario_in_description(feature: Feature, context: LintContext) -> Iterator[Violation]:
    """Flag a misspelt header in any description, and steps in one that can hold no steps."""
    for owner in _iter_described(feature):
        for lost in find_lost_lines(owner, context) if owner.description else ():
            yield Violation(
                at=Location(feature.location.path, lost.number, 1),
                detail=f"`{lost.line}`",
                fix=_say_fix(lost),
                words=lost.word,
            )


def _iter_described(feature: Feature) -> Iterator[Described]:
    yield feature
    yield from feature.rules
    backgrounds = (feature.background, *(inner.background for inner in feature.rules))
    yield from (background for background in backgrounds if background)
    for scenario in feature.all_scenarios:
        yield scenario
        yield from scenario.examples


def _say_fix(lost: LostLine) -> str:
    if lost.keyword is None:
        return "write a `Scenario:` line above the step, or tell it in other words than those of a step"
    return f"write `{lost.keyword}:` for `{lost.word}:`, or head the description with other words"
