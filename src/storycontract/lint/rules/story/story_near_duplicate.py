"""story-near-duplicate."""

from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.story_facts import FEWEST_STEMS, StoryFact, find_similar, gather_stories


@project_rule(
    name="story-near-duplicate",
    facts=StoryFact,
    gathers=gather_stories,
    severity=Severity.INFO,
    since="0.1",
    problem="two stories ask for nearly the same",
    why="Two stories that share nine words of ten are one story, or hide what sets them apart in the tenth.",
    fix="join them, or bring out what sets them apart",
    breaks="""
        # file: features/search.feature
        Feature: search
          As a shopper I want to find books by author, title, year, language,
          publisher, genre, price so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
        # file: features/discovery.feature
        Feature: discovery
          As a shopper I want to find books by author, title, year, language,
          publisher, genre, price or weight so that I need no cash

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
    languages=KNOWN_LANGUAGES,
)
def story_near_duplicate(project: Project[StoryFact]) -> Iterator[Violation]:
    """Flag a story nine tenths of whose words are those of an earlier one, numbers and negation alike."""
    facts = [fact for fact in project.facts if len(fact.of.stems) >= FEWEST_STEMS]
    for first, second in find_similar(facts):
        yield Violation(at=second.at, detail=f"the other is at {first.at}")
