"""action-in-context."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.step_reading import is_action_worded


@rule(
    name="action-in-context",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="action hides in a context step",
    why="Where no step says what happens, a reader cannot tell what the outcome is the outcome of.",
    fix="make the last Given the When step of the scenario",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given I click on the card
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
    label="misplaced-step",
)
def action_in_context(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a scenario without an action whose context ends with one."""
    kinds = [step.kind for step in (*context.list_background_steps(scenario), *scenario.steps)]
    if kinds[-1:] != [StepKind.OUTCOME] or StepKind.ACTION in kinds:
        return
    if given := [step for step in scenario.steps if step.kind is StepKind.CONTEXT]:
        last = given[-1]
        if last.keyword != "*" and is_action_worded(last.text, context.language):
            yield Violation(at=last.location)
