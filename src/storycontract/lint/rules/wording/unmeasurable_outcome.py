"""unmeasurable-outcome."""

from collections.abc import Iterator

from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.outcome_wording import TELLING, find_unmeasurable
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="unmeasurable-outcome",
    checks=Step,
    kinds=(StepKind.OUTCOME,),
    looks_for=TELLING,
    severity=Severity.ERROR,
    since="0.1",
    problem="outcome is a matter of opinion",
    why="Where two honest people can differ on whether a step holds, whoever writes its check decides.",
    fix="give the measure: a number, a limit, or the exact text or state that can be seen",
    breaks="""
        Feature: Search
          Scenario: Search for a title
            When Ann searches for "Emma"
            Then the results are shown quickly
    """,
    keeps="""
        Feature: Search
          As a shopper I want to search for titles so that I learn what there is

          Scenario: Search for a title
            When Ann searches for "Emma"
            Then the results are shown within 2 seconds
    """,
    profiles=frozenset(Profile),
    languages=KNOWN_LANGUAGES,
)
def unmeasurable_outcome(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag an outcome step whose predicate is subjective and stands without a measure."""
    if words := find_unmeasurable(step, context.language):
        yield Violation(at=step.location, detail=f"`{words}`")
