"""given-contradiction."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES, load_lexicon
from storycontract.lint.outcome_conflict import conflict, read_statement
from storycontract.lint.prose import KEPT_TEXTS, read_prose
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="given-contradiction",
    checks=Scenario,
    severity=Severity.WARNING,
    since="0.1",
    problem="two context steps exclude each other",
    why="What is given holds all at once: two steps that cannot both be true describe a start that never is.",
    fix="drop one of them, or say when the one ends and the other begins",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given the card is accepted
            And the card is rejected
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
    profiles=(Profile.RECOMMENDED,),
    languages=KNOWN_LANGUAGES,
)
def given_contradiction(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag two context steps of one scenario, without arguments, that cannot both hold."""
    given: list[tuple[Step, int]] = []
    for step in (*context.list_background_steps(scenario), *scenario.steps):
        if step.kind is not StepKind.CONTEXT:
            # A state that is said again behind an action is a new one.
            break
        if step.argument is None and step.keyword != "*":
            length = _measure_state(step.text, context.language)
            if length != _NO_STATE:
                given.append((step, length))
    if len({length for _, length in given}) == len(given):
        return
    for (first, length), (second, other_length) in combinations(given, 2):
        # Statements of different lengths never conflict, and most pairs are such.
        if (
            length == other_length
            and second in scenario.steps
            and (reason := conflict(first.text, second.text, context.language))
        ):
            yield Violation(
                at=second.location, detail=f"{reason}; the other is in line {first.location.line}"
            )


_NO_STATE = 0


@lru_cache(maxsize=KEPT_TEXTS)
def _measure_state(text: str, language: str) -> int:
    """Count the words of what tells a state; 0 for what may be changed to one value and then to another."""
    tells_state = load_lexicon(language).find("copulas", read_prose(text)) is not None
    return len(read_statement(text, language).words) if tells_state else _NO_STATE
