"""The tags of a feature, element by element."""

from collections.abc import Iterator
from typing import NamedTuple

from storycontract.contract.feature import Feature, FeatureFile
from storycontract.contract.tag import Tag
from storycontract.lint.context import LintContext
from storycontract.lint.project import Fact

_Tags = tuple[Tag, ...]


def iter_tag_groups(feature: Feature) -> Iterator[_Tags]:
    """Give the tags of each element."""
    yield feature.tags
    for inner in feature.rules:
        yield inner.tags
    for scenario in feature.all_scenarios:
        yield scenario.tags
        yield from (block.tags for block in scenario.examples)


def iter_tags_of_stories(feature: Feature, context: LintContext) -> Iterator[_Tags]:
    """Give the tags of each element whose metadata count: nobody reads those of a Rule that is no story."""
    yield feature.tags
    yield from (inner.tags for inner in feature.rules if context.find_story(inner) is not None)


def iter_tag_pairs(feature: Feature) -> Iterator[tuple[_Tags, _Tags]]:
    """Give the tags that each element inherits, and its own."""
    places = [(feature.tags, feature.scenarios)]
    for inner in feature.rules:
        yield feature.tags, inner.tags
        places.append(((*feature.tags, *inner.tags), inner.scenarios))
    for outer, scenarios in places:
        for scenario in scenarios:
            yield outer, scenario.tags
            for block in scenario.examples:
                yield (*outer, *scenario.tags), block.tags


class TagFact(NamedTuple):
    """One tag at one place."""

    name: str


def gather_tags(file: FeatureFile, context: LintContext) -> Iterator[Fact[TagFact]]:  # noqa: ARG001 - one shape
    """Gather the tags of a file."""
    if file.feature is not None:
        for tags in iter_tag_groups(file.feature):
            for tag in tags:
                yield Fact(tag.location, TagFact(tag.name))
