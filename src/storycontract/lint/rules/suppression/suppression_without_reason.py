"""suppression-without-reason."""

from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.suppression import Suppression


@rule(
    name="suppression-without-reason",
    checks=Suppression,
    severity=Severity.WARNING,
    since="0.1",
    problem="suppression gives no reason, so it silences nothing",
    why="Whoever reads the story next must be able to judge whether the exception still holds.",
    fix="write the reason behind two dashes: `# storycontract: ignore[rule] -- reason`",
    breaks="""
        Feature: Search
          Scenario: Search for a title
            When Ann searches for "Emma"
            # storycontract: ignore[unmeasurable-outcome]
            Then the results look good
    """,
    keeps="""
        Feature: Search
          As a shopper I want to search for titles so that I learn what there is

          Scenario: Search for a title
            When Ann searches for "Emma"
            # storycontract: ignore[unmeasurable-outcome] -- a panel of readers judges this by hand
            Then the results look good
    """,
    profiles=frozenset({Profile.RECOMMENDED}),
)
def suppression_without_reason(suppression: Suppression) -> Iterator[Violation]:
    """Flag a suppression that does not say why."""
    if suppression.is_understood and suppression.reason is None:
        yield Violation(at=suppression.location)
