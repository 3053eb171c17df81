"""double-negative."""

from collections.abc import Iterator
from itertools import pairwise

from storycontract.contract.step import Step
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES, load_lexicon
from storycontract.lint.prose import read_prose
from storycontract.lint.rule import Profile, Violation, rule

_NEAR = 4
_PARTS_CLAUSES = frozenset({",", ";", "and", "or", "but", "that", "und", "et", "y", "en", "e"})


@rule(
    name="double-negative",
    checks=Step,
    severity=Severity.INFO,
    since="0.1",
    problem="step denies twice",
    why="Two negations in one sentence are read as one, or as none.",
    fix="say what is the case instead of what is not missing",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order does not fail
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
def double_negative(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a step with two negations in one clause."""
    prose = read_prose(step.text)
    found = list(load_lexicon(context.language).finder("negatives").iter_spans(prose))
    for first, second in pairwise(found):
        between = prose.words[first.end : second.start]
        if len(between) <= _NEAR and not _PARTS_CLAUSES & set(between):
            yield Violation(at=step.location, words=prose.quote(type(first)(first.start, second.end)))
            return
