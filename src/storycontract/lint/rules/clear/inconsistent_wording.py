"""inconsistent-wording."""

from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.project import Fact, Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.step_facts import StepFact, gather_steps


@project_rule(
    name="inconsistent-wording",
    facts=StepFact,
    gathers=gather_steps,
    severity=Severity.INFO,
    since="0.1",
    problem="step is worded in two ways",
    why="Two wordings of one step need two step definitions, and make readers look for the difference.",
    fix="use one of the two",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann puts 2 books in the basket
            Then the order is confirmed

          Scenario: Paying by another card confirms the order
            When Ann puts 3 books in a basket
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
def inconsistent_wording(project: Project[StepFact]) -> Iterator[Violation]:
    """Flag a step that differs from another one in small words or endings alone."""
    groups: dict[tuple[str, str], dict[str, Fact[StepFact]]] = {}
    for fact in project.facts:
        group = groups.setdefault((fact.of.kind, fact.of.key), {})
        if fact.of.key and fact.of.wording not in group:
            if group:
                first = next(iter(group.values()))
                yield Violation(at=fact.at, detail=f"`{fact.of.text}` and, at {first.at}, `{first.of.text}`")
            group[fact.of.wording] = fact
