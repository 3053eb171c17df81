"""story-weak-verb."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.phrases import iter_phrases
from storycontract.lint.prose import read_prose
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.wants import list_capabilities

# A longer want says what it means by the verb.
_SHORT = 6


@rule(
    name="story-weak-verb",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="want says nothing but that something is dealt with",
    why=(
        "To manage or support a thing can mean anything from looking at it to deleting it, so nobody can "
        "say when it is done."
    ),
    fix="name what the role does: add, change, remove, find",
    breaks="""
        Feature: Checkout
          As a shopper I want to manage cards so that I need no cash

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
def story_weak_verb(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a short want whose only verb is a weak one."""
    prose = read_prose(story.narrative.want or "")
    verb = next(iter_phrases("weak_verbs", prose, context.language, context.options.allow), None)
    if verb and len(prose.words) <= _SHORT and len(list_capabilities(prose.text, context.language)) <= 1:
        yield Violation(at=story.location, detail=f"`{prose.quote(verb)}`")
