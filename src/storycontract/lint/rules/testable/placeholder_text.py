"""placeholder-text."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.placeholders import find_placeholder, hints_at_placeholder
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="placeholder-text",
    checks=Scenario,
    severity=Severity.ERROR,
    since="0.1",
    problem="text is still to be written",
    why="A placeholder promises that somebody will say later what is meant; until then nothing is specified.",
    fix="write what is meant, or tag the story `@draft`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays TBD by card
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
)
def placeholder_text(scenario: Scenario) -> Iterator[Violation]:
    """Flag a name or a step that holds a placeholder."""
    if not hints_at_placeholder("\n".join([scenario.name, *[step.text for step in scenario.steps]])):
        return
    if find_placeholder(scenario.name):
        yield Violation(at=scenario.location, detail=f"`{find_placeholder(scenario.name)}`")
    for step in scenario.steps:
        if found := find_placeholder(step.text):
            yield Violation(at=step.location, detail=f"`{found}`", words=found)
