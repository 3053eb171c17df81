"""contradictory-outcome."""

from collections.abc import Iterator

from storycontract.lint.case_facts import CaseFact, gather_cases
from storycontract.lint.case_pairs import find_pairs
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.outcome_conflict import conflict
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule


@project_rule(
    name="contradictory-outcome",
    facts=CaseFact,
    gathers=gather_cases,
    severity=Severity.ERROR,
    since="0.1",
    problem="two scenarios promise opposite outcomes",
    why=(
        "Both start from the same and do the same, so at most one of them can ever be kept: the product "
        "has to break the other."
    ),
    fix="decide which of the two holds, or say in a Given what makes the difference",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed

          Scenario: Paying by another card confirms the order
            When Ann pays 20 EUR by card
            Then the order is not confirmed
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
def contradictory_outcome(project: Project[CaseFact]) -> Iterator[Violation]:
    """Flag a case whose outcome cannot hold beside that of an earlier case with the same setting."""
    for first, second in find_pairs(project.facts):
        if first.of.environment == second.of.environment and first.of.language == second.of.language:
            reason = _find_conflict(first.of, second.of)
            if reason:
                yield Violation(at=second.at, detail=f"{reason}; the other is at {first.at}")


def _find_conflict(first: CaseFact, second: CaseFact) -> str | None:
    for one in first.expected:
        for other in second.expected:
            if reason := conflict(one, other, first.language):
                return f"`{one}` and `{other}`: {reason}"
    return None
