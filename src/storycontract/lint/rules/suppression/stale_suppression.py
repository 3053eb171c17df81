"""stale-suppression."""

from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.suppression import Suppression


@rule(
    name="stale-suppression",
    checks=Suppression,
    severity=Severity.WARNING,
    since="0.1",
    problem="suppression hides nothing",
    why="A comment that excuses nothing misleads its readers, and lets the same defect come back unseen.",
    fix="remove the rule from the comment, or the comment",
    breaks="""
        Feature: Search
          Scenario: Search for a title
            When Ann searches for "Emma"
            # storycontract: ignore[unmeasurable-outcome] -- a panel of readers judges this by hand
            Then Ann sees one book, "Emma" by Jane Austen
    """,
    keeps="""
        Feature: Search
          As a shopper I want to search for titles so that I learn what there is

          Scenario: Search for a title
            When Ann searches for "Emma"
            Then Ann sees one book, "Emma" by Jane Austen
    """,
    profiles=(Profile.RECOMMENDED,),
)
def stale_suppression(suppression: Suppression) -> Iterator[Violation]:
    """Flag a suppression that nobody understands, and names in it that silence nothing."""
    if not suppression.is_understood and suppression.rules:
        yield Violation(
            at=suppression.location,
            problem="no `ignore-start` of these rules stands above, so this ends nothing",
            fix="name the same rules as the `ignore-start`, or remove the comment",
        )
    elif not suppression.is_understood:
        yield Violation(
            at=suppression.location,
            problem="nobody understands this comment, so it silences nothing",
            fix="write `# storycontract: ignore[rule] -- reason`, or remove it",
        )
    elif not suppression.rules:
        yield Violation(
            at=suppression.location,
            problem="suppression names no rule",
            fix="write the names of rules in the brackets, or remove the comment",
        )
    for name in suppression.unknown if suppression.is_understood else ():
        yield Violation(
            at=suppression.location,
            problem="suppression names no rule",
            detail=f"`{name}`",
            fix="correct the name: `storycontract rules` lists them",
            words=name,
        )
    for name in suppression.unused:
        yield Violation(at=suppression.location, detail=f"`{name}` has nothing to flag here", words=name)
