"""trailing-punctuation."""

import re
from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.repair import Edit, Repair
from storycontract.lint.rule import Profile, Violation, rule

_ABBREVIATED = re.compile(r"\b(?:\w\.){2,}$")

_MARKS = ".;,"


@rule(
    name="trailing-punctuation",
    checks=Step,
    severity=Severity.INFO,
    since="0.1",
    problem="step ends with a mark",
    why="Steps are matched to code by their text: with and without a full stop they are two.",
    fix="leave the mark out, here and in the step definition",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card.
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
)
def trailing_punctuation(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a step that ends with a full stop or a semicolon."""
    text = step.text
    if (
        text.endswith(tuple(_MARKS))
        and not text.endswith(("...", "etc.", "e.g.", "i.e."))
        and not _ABBREVIATED.search(text)
    ):
        yield Violation(at=step.location, words=text[-1], repair=_cut(step, context))


def _cut(step: Step, context: LintContext) -> Repair | None:
    line = context.find_line(step.location)
    kept = step.text.rstrip(f"{_MARKS} ")
    if line is None or step.text not in line or not kept:
        return None
    start = line.index(step.text) + 1
    place = step.location.line
    edit = Edit(place, start + len(kept), place, start + len(step.text), "")
    # A step definition may be written with the mark.
    return Repair("cut the mark", (edit,), is_safe=False)
