"""metadata-ambiguous."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature
from storycontract.contract.tag import SINGLE_KEYS, Tag
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Violation, rule
from storycontract.lint.tag_groups import iter_tags_of_stories


@rule(
    name="metadata-ambiguous",
    checks=Feature,
    severity=Severity.ERROR,
    since="0.1",
    problem="two values where one counts",
    why=(
        "Only the first one counts: whoever asks for the other, such as the gate of a release, never sees "
        "the story."
    ),
    fix="keep the one that is meant",
    breaks="""
        @release:2.1 @release:2.2
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        @release:2.2
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
)
def metadata_ambiguous(feature: Feature, context: LintContext) -> Iterator[Violation]:
    """Flag what comes second on one element; a Rule may well say something else than its feature."""
    for tags in iter_tags_of_stories(feature, context):
        first: dict[str, Tag] = {}
        for tag in tags:
            if tag.key in SINGLE_KEYS and tag.value:
                counts = first.setdefault(tag.key, tag)
                if counts.value != tag.value:
                    detail = f"`@{counts.name}` counts, `@{tag.name}` does not"
                    yield Violation(at=tag.location, detail=detail, words=f"@{tag.name}")
