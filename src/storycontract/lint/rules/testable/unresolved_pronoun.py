"""unresolved-pronoun."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES, load_lexicon
from storycontract.lint.prose import read_prose
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="unresolved-pronoun",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="first step speaks of something nobody has named",
    why="A pronoun stands for what was named before it; at the start of a scenario nothing was.",
    fix="name the thing or the person",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given it is in the basket
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
def unresolved_pronoun(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a pronoun as the subject of the first step, where no background names anything."""
    first = next(iter((*context.list_background_steps(scenario), *scenario.steps)), None)
    if first is not None and first in scenario.steps:
        words = read_prose(first.text).words
        if (
            words[:1]
            and words[0] in load_lexicon(context.language).word_set("loose_pronouns")
            and _stands_alone(words)
        ):
            yield Violation(at=first.location, detail=f"`{words[0]}`", words=words[0])


def _stands_alone(words: tuple[str, ...]) -> bool:
    # `this book` names it.
    return words[1:2] in {("is",), ("are",), ("was",), ("were",), ("has",), ("have",), ("should",), ("can",)}
