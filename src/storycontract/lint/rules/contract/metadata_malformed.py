"""metadata-malformed."""

from collections.abc import Iterator
from itertools import chain

from storycontract.contract.feature import Feature
from storycontract.contract.tag import PRIORITIES, SINGLE_KEYS, STORY_KEYS, Tag, split_value
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.names import suggest
from storycontract.lint.rule import Violation, rule
from storycontract.lint.tag_groups import iter_tags_of_stories


@rule(
    name="metadata-malformed",
    checks=Feature,
    severity=Severity.ERROR,
    since="0.1",
    problem="tag says nothing that is known",
    why=(
        "Whoever asks for the musts, or for what belongs to a release, cannot tell whether this story is one "
        "of them."
    ),
    fix="write the key in small letters, a colon and one value",
    breaks="""
        @priority:high
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        @priority:must
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
)
def metadata_malformed(feature: Feature, context: LintContext) -> Iterator[Violation]:
    """Flag metadata of a story, or of the feature of one, that cannot be read as it is meant."""
    for tag in chain.from_iterable(iter_tags_of_stories(feature, context)):
        fix = _find_fix(tag)
        if fix is not None:
            yield Violation(at=tag.location, detail=f"`@{tag.name}`", fix=fix, words=f"@{tag.name}")


def _find_fix(tag: Tag) -> str | None:
    key = tag.key.casefold()
    fix = None
    # `@release` without a colon is a tag like any other.
    if key not in STORY_KEYS or ":" not in tag.name:
        return None
    if key != tag.key:
        fix = f"write `@{key}:{tag.value}`"
    elif key in SINGLE_KEYS and not tag.value:
        fix = "add the value, or remove the tag"
    elif key == "priority" and tag.value not in PRIORITIES:
        fix = suggest(tag.value.casefold(), PRIORITIES, f"write one of {', '.join(PRIORITIES)}")
    elif key in SINGLE_KEYS and len(split_value(tag.value)) > 1:
        fix = "keep the one value that is meant"
    return fix
