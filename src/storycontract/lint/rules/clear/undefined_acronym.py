"""undefined-acronym."""

import re
from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.masking import mask_literals
from storycontract.lint.rule import Violation, rule

_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")


@rule(
    name="undefined-acronym",
    checks=Step,
    severity=Severity.INFO,
    since="0.1",
    problem="abbreviation is nowhere explained",
    why="Whoever does not know the letters reads past them, and guesses.",
    fix="write it out, or add it to the glossary in the settings",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the PSP confirms the order
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 by card
            Then the payment provider confirms the order
    """,
    profiles=(),
)
def undefined_acronym(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag two to six capitals that are neither in the glossary nor in common use."""
    known = (
        {term.name.lower() for term in context.options.glossary}
        | load_lexicon("en").word_set("common_acronyms")
        | context.options.allow
    )
    for match in _CAPITALS.finditer(mask_literals(step.text)):
        if match[0].lower() not in known:
            yield Violation(at=step.location, detail=f"`{match[0]}`", words=match[0])
