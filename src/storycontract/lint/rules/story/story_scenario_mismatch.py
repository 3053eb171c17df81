"""story-scenario-mismatch."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.prose import read_prose
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.word_forms import content_stems

# A want of one or two words is easily said in others.
_ENOUGH = 2


@rule(
    name="story-scenario-mismatch",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="no scenario speaks of what is wanted",
    why="Scenarios that share no word with the want may show something else than what was asked for.",
    fix="add a scenario that shows the want, or correct the want",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Visitors see the opening hours
            When Bob visits the shop
            Then the opening hours are shown
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
def story_scenario_mismatch(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a want none of whose words of weight is in the name or a step of any scenario."""
    want = content_stems(read_prose(story.narrative.want or ""), context.language)
    scenarios = [scenario for criterion in story.criteria for scenario in criterion.scenarios]
    if (
        len(want) >= _ENOUGH
        and scenarios
        and not any(_shares(want, scenario, context.language) for scenario in scenarios)
    ):
        yield Violation(at=story.location)


def _shares(want: frozenset[str], scenario: Scenario, language: str) -> bool:
    texts = [scenario.name, *(step.text.replace('"', " ") for step in scenario.steps)]
    return any(want & content_stems(read_prose(text), language) for text in texts)
