"""vague-quantifier."""

from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES, load_lexicon
from storycontract.lint.phrases import iter_phrases
from storycontract.lint.prose import Prose, read_prose
from storycontract.lint.quantities import says_how_many
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="vague-quantifier",
    checks=Step,
    looks_for=("vague_quantifiers",),
    severity=Severity.WARNING,
    since="0.1",
    problem="amount is left open",
    why=(
        "Some or several is one, three or ninety: whoever writes the step code decides, and the next "
        "reader assumes another number."
    ),
    fix="give the number, the limit, or the list",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            Given Ann has several orders
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
    profiles=(Profile.RECOMMENDED,),
    languages=KNOWN_LANGUAGES,
)
def vague_quantifier(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a word for an amount that is no number; `etc.` weighs more, since it leaves out what is meant."""
    prose = read_prose(step.text)
    # A table below the step says how many.
    if step.argument is None and (words := _find_amount(prose, context)):
        is_grave = words.lower() in load_lexicon(context.language).word_set("grave_quantifiers")
        yield Violation(
            at=step.location,
            detail=f"`{words}`",
            words=words,
            severity=Severity.ERROR if is_grave else None,
        )


def _find_amount(prose: Prose, context: LintContext) -> str | None:
    for span in iter_phrases("vague_quantifiers", prose, context.language, context.options.allow):
        if prose.words[span.start] != "some" or says_how_many(prose.words[span.end :]):
            return prose.quote(span)
    return None
