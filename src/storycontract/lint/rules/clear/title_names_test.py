"""title-names-test."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.repair import Edit, Repair
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.titles import find_test_word, says_nothing_else


@rule(
    name="title-names-test",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="title says that it is a test",
    why="Every scenario is one: the word takes the place at which a reader looks for the behaviour.",
    fix="drop the word, and state the behaviour",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Verify that paying by card confirms the order
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
    profiles=(Profile.STRICT,),
    languages=KNOWN_LANGUAGES,
)
def title_names_test(scenario: Scenario, context: LintContext) -> Iterator[Violation]:
    """Flag a title that starts with a word such as `Verify`, whatever follows."""
    word = find_test_word(scenario.name, context.language)
    if word and not says_nothing_else(scenario.name, word, context.language):
        yield Violation(
            at=scenario.location, detail=f"`{word}`", words=word, repair=_drop(word, scenario, context)
        )


def _drop(word: str, scenario: Scenario, context: LintContext) -> Repair | None:
    line = context.find_line(scenario.location)
    rest = scenario.name[len(word) :].lstrip(" :-").removeprefix("that ").lstrip()
    if line is None or scenario.name not in line or not rest:
        return None
    start = line.index(scenario.name) + 1
    title = rest[0].upper() + rest[1:]
    edit = Edit(scenario.location.line, start, scenario.location.line, start + len(scenario.name), title)
    # Evidence and node ids go by the name.
    return Repair(f"drop `{word}` from the title", (edit,), is_safe=False)
