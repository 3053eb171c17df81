"""What a tag says, and whether a runner may act on it."""

from dataclasses import fields

import pytest

from storycontract.contract.location import Location
from storycontract.contract.story import Metadata
from storycontract.contract.tag import SINGLE_KEYS, Tag, is_obligation


def tag(name: str) -> Tag:
    return Tag(name, Location("f.feature", 1))


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("owner:ann", "owner", "ann"),
        ("slow", "slow", ""),
        ("a:b:c", "a", "b:c"),
        (":x", "", "x"),
        ("", "", ""),
    ],
)
def test_a_tag_is_a_key_and_a_value(name: str, key: str, value: str) -> None:
    assert (tag(name).key, tag(name).value) == (key, value)


MANAGING = [
    "story",
    "ac",
    "was",
    "owner",
    "epic",
    "objective",
    "priority",
    "release",
    "sprint",
    "depends",
    "env",
]


@pytest.mark.parametrize("key", [*MANAGING, "draft"])
def test_tags_that_manage_are_no_obligation(key: str) -> None:
    assert not is_obligation(f"{key}:x")


@pytest.mark.parametrize("name", ["slow", "manual", "severity:high", "Owner:ann", "owner", "env", "", "skip"])
def test_all_other_tags_are_obligations(name: str) -> None:
    assert is_obligation(name)


def test_a_bare_draft_is_no_obligation() -> None:
    assert not is_obligation("draft")


def test_a_key_takes_one_value_where_a_story_has_one_of_it() -> None:
    assert {field.name for field in fields(Metadata) if field.default is None} == SINGLE_KEYS
