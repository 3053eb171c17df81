"""mixed-person."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.prose import read_prose
from storycontract.lint.roles import find_role_head
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="mixed-person",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="scenario speaks of one role as `I` and by name",
    why="A reader takes two names for two people.",
    fix="use one of the two throughout",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given I have 2 books in the basket
            When the shopper pays 20 EUR by card
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
    languages=("en",),
)
def mixed_person(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a scenario that says both `I` and the role of its story."""
    story = context.find_story(scenario)
    role = find_role_head(story.narrative.role, context.language) if story and story.narrative.role else ()
    subjects = [read_prose(step.text).words[:4] for step in scenario.steps]
    if role and any(words[:1] == ("i",) for words in subjects):
        for words, step in zip(subjects, scenario.steps, strict=True):
            if words[:1] == ("the",) and words[1 : 1 + len(role)] == role:
                yield Violation(at=step.location, detail=f"`{' '.join(role)}`")
                return
