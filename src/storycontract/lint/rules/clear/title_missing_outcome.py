"""title-missing-outcome."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.prose import read_prose
from storycontract.lint.rule import Violation, rule
from storycontract.lint.titles import stems_of_title
from storycontract.lint.word_forms import content_stems


@rule(
    name="title-missing-outcome",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="title says nothing of what comes of it",
    why=(
        "Who reads a report wants to know what is promised; a title that speaks of the situation alone "
        "keeps it back."
    ),
    fix="name the outcome in the title",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Visa at the till
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
    profiles=(),
    languages=KNOWN_LANGUAGES,
)
def title_missing_outcome(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a title that shares no word of weight with any outcome or action."""
    title = stems_of_title(scenario.name, context.language)
    told = [step for step in scenario.steps if step.kind is not StepKind.CONTEXT]
    if (
        title
        and told
        and not scenario.is_outline
        and not any(_shares(title, step, context.language) for step in told)
    ):
        yield Violation(at=scenario.location)


def _shares(title: frozenset[str], step: Step, language: str) -> bool:
    # What is quoted counts as well.
    words = step.text.replace('"', " ").replace("'", " ").replace("_", " ").replace("`", " ")
    return bool(title & content_stems(read_prose(words), language))
