"""story-non-uniform-template."""

from collections import Counter
from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.story_facts import ENOUGH_STORIES, StoryFact, gather_stories


@project_rule(
    name="story-non-uniform-template",
    facts=StoryFact,
    gathers=gather_stories,
    severity=Severity.INFO,
    since="0.1",
    problem="narrative is worded unlike the others",
    why="Stories that are written alike are read alike; one that is not makes readers look for a reason.",
    fix="use the wording of the others",
    breaks="""
        Feature: Checkout

          @story:SHOP-1
          Rule: Card 1 is taken
            As a shopper I want to pay by card 1 so that I need no cash

          @story:SHOP-2
          Rule: Card 2 is taken
            As a shopper I want to pay by card 2 so that I need no cash

          @story:SHOP-3
          Rule: Card 3 is taken
            As a shopper I want to pay by card 3 so that I need no cash

          @story:SHOP-4
          Rule: Card 4 is taken
            As a shopper I want to pay by card 4 so that I need no cash

          @story:SHOP-5
          Rule: Card 5 is taken
            As a shopper I want to pay by card 5 so that I need no cash

          @story:SHOP-6
          Rule: Card 6 is taken
            As a shopper I want to pay by card 6 so that I need no cash

          @story:SHOP-7
          Rule: Card 7 is taken
            As a shopper I want to pay by card 7 so that I need no cash

          @story:SHOP-8
          Rule: Card 8 is taken
            As a shopper I want to pay by card 8 so that I need no cash

          @story:SHOP-9
          Rule: Card 9 is taken
            As a shopper I want to pay by card 9 so that I need no cash

          @story:SHOP-10
          Rule: Card 10 is taken
            As a shopper I want to pay by card 10 so that I need no cash

          @story:SHOP-11
          Rule: Vouchers are taken
            In order to spend my vouchers
            As a shopper I want to pay with them
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
def story_non_uniform_template(project: Project[StoryFact]) -> Iterator[Violation]:
    """Flag a narrative whose parts are introduced otherwise than in most, where there are more than ten."""
    known = [fact for fact in project.facts if fact.of.template]
    if len(known) > ENOUGH_STORIES:
        usual, times = Counter(fact.of.template for fact in known).most_common(1)[0]
        if times > len(known) / 2:
            for fact in known:
                if fact.of.template != usual:
                    yield Violation(at=fact.at, detail=f"`{fact.of.template}`, where most say `{usual}`")
