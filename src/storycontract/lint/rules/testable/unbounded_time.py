"""unbounded-time."""

from collections.abc import Iterator

from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES, load_lexicon
from storycontract.lint.phrases import find_phrase
from storycontract.lint.prose import LITERAL, Prose, read_prose
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="unbounded-time",
    checks=Step,
    kinds=(
        StepKind.ACTION,
        StepKind.OUTCOME,
    ),
    looks_for=("unbounded_times",),
    severity=Severity.WARNING,
    since="0.1",
    problem="time has no bound",
    why=(
        "Soon and immediately are as long as whoever waits is patient, so a test either waits too short "
        "or passes whatever happens."
    ),
    fix="give the bound: `within 2 seconds`, `by the next morning`",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is soon confirmed
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
    label="unbounded-time",
)
def unbounded_time(step: Step, context: LintContext) -> Iterator[Violation]:
    """Flag a word of time or frequency beside which no bound stands."""
    prose = read_prose(step.text)
    words = find_phrase("unbounded_times", prose, context.language, context.options.allow)
    if words and not _has_bound(prose, context.language):
        yield Violation(at=step.location, detail=f"`{words}`", words=words)


def _has_bound(prose: Prose, language: str) -> bool:
    bounds = load_lexicon(language).finder("time_bounds").iter_spans(prose)
    return any(LITERAL in prose.words[span.end : span.end + 2] for span in bounds)
