"""boundary-not-exercised."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.rule import Violation, rule
from storycontract.lint.thresholds import list_limits, list_numbers


@rule(
    name="boundary-not-exercised",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="limit is named, and no scenario goes to it",
    why=(
        "Mistakes sit at the limit: whether `at least 3` lets 3 pass is decided by one character in the code."
    ),
    fix="add a scenario with the value right beside the limit",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Rule: Orders are paid by card
            Scenario: Paying at least 10 EUR by card confirms the order
              When Ann pays at least 10 EUR by card
              Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(),
    languages=KNOWN_LANGUAGES,
)
def boundary_not_exercised(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a threshold next to whose number no other scenario of the same rule or feature has a number."""
    for step in scenario.steps:
        for limit in list_limits(step.text, context.language):
            if not _goes_near(limit, scenario, context):
                yield Violation(at=step.location, detail=f"`{limit}`", words=str(limit))


def _goes_near(limit: int, scenario: Scenario, context: LintContext) -> bool:
    parent = context.find_rule(scenario) or context.file.feature
    others = [other for other in parent.scenarios if other != scenario] if parent else []
    texts = [step.text for other in others for case in other.cases for step in case.steps]
    return any(abs(number - limit) == 1 for text in texts for number in list_numbers(text))
