"""duplicate-feature-name."""

from collections.abc import Iterator

from storycontract.contract.location import Location
from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.story_facts import StoryFact, gather_stories


@project_rule(
    name="duplicate-feature-name",
    facts=StoryFact,
    gathers=gather_stories,
    severity=Severity.WARNING,
    since="0.1",
    problem="two features have one name",
    why="In a report the two cannot be told apart.",
    fix="name each after what sets it apart",
    breaks="""
        # file: features/pay.feature
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
        # file: features/checkout.feature
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
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
    profiles=(Profile.STRICT,),
)
def duplicate_feature_name(project: Project[StoryFact]) -> Iterator[Violation]:
    """Flag a feature that is named like one of another file."""
    seen: dict[str, Location] = {}
    for fact in project.facts:
        name = " ".join(fact.of.title.casefold().split())
        first = seen.setdefault(name, fact.at)
        if name and fact.of.is_feature and first.path != fact.at.path:
            yield Violation(at=fact.at, detail=f"`{fact.of.title}` is also at {first}")
