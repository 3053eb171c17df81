"""ui-mechanics."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.mechanics import find_mechanics
from storycontract.lint.options import Surface
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="ui-mechanics",
    checks=Scenario,
    severity=Severity.WARNING,
    since="0.1",
    problem="steps work the controls instead of saying what is meant",
    why=(
        "Which button is pressed is how today; a new form breaks the scenario although the promise still "
        "holds, and the promise itself is nowhere written."
    ),
    fix="say what the role does and why: `When Ann pays by card`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann clicks "Pay"
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
    muted_on=(Surface.CLI,),
    label="ui-mechanics",
)
def ui_mechanics(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a scenario whose own steps work a user interface; once, where it starts."""
    found = [
        (step, words)
        for step in scenario.steps
        # What stands behind a star is more often a line of a script.
        if step.keyword != "*"
        and (words := find_mechanics(step.text, context.language))
        and context.options.allow.isdisjoint((words.casefold(), *words.casefold().split()))
    ]
    for step, words in found[:1]:
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        yield Violation(at=step.location, detail=f"`{words}`{more}", words=words)
