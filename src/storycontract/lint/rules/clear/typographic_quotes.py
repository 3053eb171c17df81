"""typographic-quotes."""

import re
from collections.abc import Iterator

from storycontract.contract.step import Step
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.repair import Edit, Repair
from storycontract.lint.rule import Profile, Violation, rule

_CURLY = re.compile("[\u201c\u201d][^\u201c\u201d]*[\u201c\u201d]")
_QUOTED = re.compile(r'"[^"]*"')
_STRAIGHT = str.maketrans({"\u201c": '"', "\u201d": '"'})


@rule(
    name="typographic-quotes",
    checks=Step,
    severity=Severity.INFO,
    since="0.1",
    problem="step has curly quotes",
    why=(
        "Step definitions look for straight quotes, so that the value in curly ones is not found, and "
        "nobody sees why."
    ),
    fix="use straight quotes",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays “20 EUR” by card
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
def typographic_quotes(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag curly quotes around a value."""
    for match in _CURLY.finditer(_QUOTED.sub("", step.text)):
        yield Violation(at=step.location, words=match[0], repair=_straighten(step, context))
        return


def _straighten(step: Step, context: LintContext) -> Repair | None:
    line = context.find_line(step.location)
    if line is None or step.text not in line:
        return None
    start = line.index(step.text) + 1
    place = step.location.line
    edit = Edit(place, start, place, start + len(step.text), step.text.translate(_STRAIGHT))
    return Repair("make the quotes straight", (edit,), is_safe=False)
