"""dependency-cycle."""

from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.story_facts import StoryFact, find_way_back, gather_stories


@project_rule(
    name="dependency-cycle",
    facts=StoryFact,
    gathers=gather_stories,
    severity=Severity.ERROR,
    since="0.1",
    problem="stories depend on each other in a circle",
    why="None of them can be the first to be done.",
    fix="cut the circle where the dependency is weakest",
    breaks="""
        @story:SHOP-1 @depends:SHOP-1
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        @story:SHOP-1
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.RECOMMENDED,),
)
def dependency_cycle(project: Project[StoryFact]) -> Iterator[Violation]:
    """Flag each story that depends on itself, directly or through others."""
    needs = {
        fact.of.story_id.casefold(): [needed.casefold() for needed in fact.of.depends]
        for fact in project.facts
    }
    for fact in project.facts:
        if path := find_way_back(fact.of.story_id.casefold(), needs):
            yield Violation(at=fact.at, detail=" needs ".join(f"`{name.upper()}`" for name in path))
