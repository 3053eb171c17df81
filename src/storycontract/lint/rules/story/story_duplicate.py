"""story-duplicate."""

from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.project import Fact, Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.story_facts import FEWEST_STEMS, StoryFact, gather_stories


@project_rule(
    name="story-duplicate",
    facts=StoryFact,
    gathers=gather_stories,
    severity=Severity.WARNING,
    since="0.1",
    problem="two stories ask for the same",
    why="Whoever finishes one of them has finished both, or has built the thing twice.",
    fix="remove one of them, or say what sets it apart",
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
    languages=KNOWN_LANGUAGES,
)
def story_duplicate(project: Project[StoryFact]) -> Iterator[Violation]:
    """Flag a story with the same role and want as an earlier one, word endings and small words left out."""
    seen: dict[tuple[str, ...], Fact[StoryFact]] = {}
    for fact in project.facts:
        if len(fact.of.stems) >= FEWEST_STEMS:
            first = seen.setdefault(fact.of.stems, fact)
            if first.at != fact.at:
                yield Violation(at=fact.at, detail=f"the other is at {first.at}")
