"""Ids for the stories and criteria that have none: readable, and never one that was used before."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storycontract.contract.feature import FeatureFile
from storycontract.contract.location import Location
from storycontract.contract.story import Story
from storycontract.contract.tag import ID_PATTERN, Tag

_WORD = re.compile(r"[A-Za-z0-9]+")
_ID_KEYS = frozenset({"story", "ac", "was", "depends"})


@dataclass(frozen=True, slots=True)
class NewId:
    """An id for the story or criterion at a place; `tag` is without its `@`."""

    tag: str
    location: Location
    is_story: bool


def derive_prefix(product: str) -> str:
    """Derive from the name of a product what the ids of its stories begin with."""
    prefix = "-".join(_WORD.findall(product)).upper()
    return prefix if ID_PATTERN.fullmatch(prefix) else f"STORY-{prefix}".rstrip("-")


def list_ids(files: Iterable[FeatureFile], stories: Iterable[Story]) -> Iterator[str]:
    """List every id that a tree gives or mentions, former ones and those depended on included."""
    for file in files:
        yield from (tag.value for tag in _iter_tags(file) if tag.key in _ID_KEYS)
    for story in stories:
        if not story.id_is_derived:
            yield story.id


def plan_ids(stories: Iterable[Story], prefix: str, taken: Iterable[str]) -> tuple[NewId, ...]:
    """Plan ids for what has none: `SHOP-3` for a story, `SHOP-3.1` for its first criterion.

    Numbers go on behind the highest that `taken` knows, so that none stands for two things in a history.
    """
    numbers = _Numbers(taken)
    planned: list[NewId] = []
    for story in stories:
        story_id = story.id
        if story.id_is_derived:
            story_id = numbers.take(f"{prefix}-")
            planned.append(NewId(f"story:{story_id}", story.location, is_story=True))
        for criterion in story.criteria:
            if criterion.id_is_derived:
                identifier = numbers.take(f"{_stem(story_id)}.")
                planned.append(NewId(f"ac:{identifier}", criterion.location, is_story=False))
    return tuple(planned)


def _stem(story_id: str) -> str:
    # A story id of another tool may hold what a criterion id cannot.
    return story_id if ID_PATTERN.fullmatch(story_id) else derive_prefix(story_id)


class _Numbers:
    """The highest number known for each beginning of an id."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {identifier.casefold() for identifier in taken}
        self._highest: dict[str, int] = {}

    def take(self, beginning: str) -> str:
        start = beginning.casefold()
        if start not in self._highest:
            self._highest[start] = max(self._iter_used(start), default=0)
        self._highest[start] += 1
        return f"{beginning}{self._highest[start]}"

    def _iter_used(self, start: str) -> Iterator[int]:
        # `SHOP-7.2` shows that there was a SHOP-7, too.
        number = re.compile(rf"{re.escape(start)}(\d{{1,18}})")
        for identifier in self._taken:
            found = number.match(identifier)
            if found is not None:
                yield int(found[1])


def _iter_tags(file: FeatureFile) -> Iterator[Tag]:
    if file.feature is None:
        return
    yield from file.feature.tags
    for rule in file.feature.rules:
        yield from rule.tags
    for scenario in file.feature.all_scenarios:
        yield from scenario.tags
        for block in scenario.examples:
            yield from block.tags
