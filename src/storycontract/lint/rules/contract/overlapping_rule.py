"""overlapping-rule."""

from collections.abc import Iterator
from itertools import product

from storycontract.lint.case_facts import CaseFact, gather_cases
from storycontract.lint.case_pairs import find_pairs
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.outcome_conflict import conflict
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule


@project_rule(
    name="overlapping-rule",
    facts=CaseFact,
    gathers=gather_cases,
    severity=Severity.INFO,
    since="0.1",
    problem="two rules start from the same and do the same",
    why=(
        "Both start from the same and do the same; what comes of it then stands in two places, and is "
        "read as two rules."
    ),
    fix="put both outcomes into one scenario, or say in a Given what makes the difference",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Rule: Cards are taken
            Scenario: Paying by card confirms the order
              When Ann pays 20 EUR by card
              Then the order is confirmed

          Rule: Every payment has a receipt
            Scenario: Paying by card brings a receipt
              When Ann pays 20 EUR by card
              Then Ann is sent a receipt
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
def overlapping_rule(project: Project[CaseFact]) -> Iterator[Violation]:
    """Flag a scenario with the setting of one of another rule or file, and with other outcomes."""
    for first, second in find_pairs(project.facts):
        is_alike = first.of.environment == second.of.environment and first.of.language == second.of.language
        is_elsewhere = (first.at.path, first.of.rule) != (second.at.path, second.of.rule)
        if is_alike and is_elsewhere and _adds_to(first.of, second.of):
            yield Violation(at=second.at, detail=f"the other is at {first.at}")


def _adds_to(first: CaseFact, second: CaseFact) -> bool:
    if first.whole == second.whole or set(first.expected) & set(second.expected):
        return False
    pairs = product(first.expected, second.expected)
    return not any(conflict(one, other, first.language) for one, other in pairs)
