"""duplicate-tag."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.tag_groups import iter_tag_groups


@rule(
    name="duplicate-tag",
    checks=Feature,
    severity=Severity.INFO,
    since="0.1",
    problem="tag stands twice on one element",
    why="One of the two does nothing; perhaps another one was meant.",
    fix="remove one of them",
    breaks="""
        @smoke @smoke
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
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
)
def duplicate_tag(feature: Feature) -> Iterator[Violation]:
    """Flag a tag that an element carries twice."""
    for tags in iter_tag_groups(feature):
        seen: set[str] = set()
        for tag in tags:
            if tag.name in seen:
                yield Violation(at=tag.location, detail=f"`@{tag.name}`", words=f"@{tag.name}")
            seen.add(tag.name)
