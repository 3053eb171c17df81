"""inconsistent-term."""

from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import PhraseFinder
from storycontract.lint.prose import read_prose
from storycontract.lint.repair import Edit, Repair
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="inconsistent-term",
    checks=Step,
    severity=Severity.WARNING,
    since="0.1",
    problem="word is not the one of the glossary",
    why="Two words for one thing make readers look for a difference that is not there.",
    fix="use the word of the glossary",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the purchase is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.RECOMMENDED,),
)
def inconsistent_term(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a word that the glossary of the settings says to avoid."""
    prose = read_prose(step.text)
    for term in context.options.glossary:
        for span in PhraseFinder(term.avoid).iter_spans(prose):
            words = prose.quote(span)
            yield Violation(
                at=step.location,
                detail=f"`{words}` is called `{term.name}`",
                words=words,
                repair=_rename(step, words, term.name, context),
            )


def _rename(step: Step, words: str, name: str, context: LintContext) -> Repair | None:
    line = context.find_line(step.location)
    if line is None or words not in line:
        return None
    start = line.index(words, line.index(step.text) if step.text in line else 0) + 1
    place = step.location.line
    edit = Edit(place, start, place, start + len(words), name)
    return Repair(f"write `{name}` for `{words}`", (edit,), is_safe=False)
