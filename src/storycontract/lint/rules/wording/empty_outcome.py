"""empty-outcome."""

from collections.abc import Iterator

from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.outcome_wording import PREDICATES, asserts_nothing, hints_at_blank
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="empty-outcome",
    checks=Step,
    kinds=(StepKind.OUTCOME,),
    looks_for=("placeholders", *PREDICATES),
    hint=hints_at_blank,
    severity=Severity.ERROR,
    since="0.1",
    problem="outcome asserts nothing",
    why="A step such as `it works` fits any product in any state, so a run cannot prove it wrong.",
    fix="say what can be seen: which text, number or state, and who sees it",
    breaks="""
        Feature: Checkout
          Scenario: Pay by card
            When Ann pays 20 EUR by card
            Then everything works as expected
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Pay by card
            When Ann pays 20 EUR by card
            Then Ann sees the number of her order
    """,
    profiles=frozenset(Profile),
    languages=KNOWN_LANGUAGES,
)
def empty_outcome(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag an outcome step that only says that something is there, is fine or has happened."""
    if asserts_nothing(step, context.language):
        yield Violation(at=step.location, detail=f"`{step.text}`" if step.text else None)
