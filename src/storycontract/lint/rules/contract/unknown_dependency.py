"""unknown-dependency."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.story_facts import StoryFact, gather_stories


@project_rule(
    name="unknown-dependency",
    facts=StoryFact,
    gathers=gather_stories,
    severity=Severity.ERROR,
    since="0.1",
    problem="story depends on one that is not there",
    why="Whether the story is blocked cannot be told while nobody knows what by.",
    fix="correct the id, or remove the tag",
    breaks="""
        @story:SHOP-1 @depends:SHOP-9
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
    needs_whole=True,
)
def unknown_dependency(project: Project[StoryFact]) -> Iterator[Violation]:
    """Flag a dependency whose id no story of the project has."""
    known = {name.casefold(): name for fact in project.facts for name in fact.of.ids}
    # Files that are not asked have stories, too.
    known |= {name.casefold(): name for name in project.ids}
    for fact in project.facts:
        for needed in fact.of.depends:
            if needed.casefold() not in known:
                yield Violation(at=fact.at, detail=f"`{needed}`", fix=_suggest(needed, known))


def _suggest(needed: str, known: Mapping[str, str]) -> str | None:
    if all(part.casefold() in known for part in needed.split(",")):
        return "write one tag for each id"
    near = get_close_matches(needed.casefold(), known, n=1)
    return f"did you mean `{known[near[0]]}`? Correct the id, or remove the tag" if near else None
