"""superfluous-tag."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.tag_groups import iter_tag_pairs


@rule(
    name="superfluous-tag",
    checks=Feature,
    severity=Severity.INFO,
    since="0.1",
    problem="tag is inherited already",
    why="A tag on the feature holds for all its scenarios; said again, it looks as if the others lacked it.",
    fix="remove it from the scenario",
    breaks="""
        @smoke
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          @smoke
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
    profiles=(Profile.STRICT,),
)
def superfluous_tag(feature: Feature) -> Iterator[Violation]:
    """Flag a tag that an outer element carries as well."""
    for parent, child in iter_tag_pairs(feature):
        outer = {tag.name for tag in parent}
        for tag in child:
            if tag.name in outer:
                yield Violation(at=tag.location, detail=f"`@{tag.name}`", words=f"@{tag.name}")
