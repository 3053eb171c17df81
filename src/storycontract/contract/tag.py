"""Tags: what manages a story, and what a runner can see."""

import re
from typing import NamedTuple

from storycontract.contract.location import Location

# DESIGN section 4: tags that only manage, so that editing them changes no fingerprint.
MANAGING_KEYS = frozenset(
    {
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
        "draft",
        "env",
    }
)

# What a story has one of; `depends`, `was` and `env` may stand there several times.
SINGLE_KEYS = frozenset({"epic", "objective", "owner", "priority", "release", "sprint"})

# What only a story has; on what is inside one nobody reads it.
STORY_KEYS = SINGLE_KEYS | {"depends"}

PRIORITIES = ("must", "should", "could", "wont")

_SEPARATORS = re.compile("[,;]")

ID_PATTERN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")


class Tag(NamedTuple):
    """One tag; `name` is without the leading `@`."""

    name: str
    location: Location

    @property
    def key(self) -> str:
        """What stands before the first colon; the whole name where there is none."""
        return self.name.partition(":")[0]

    @property
    def value(self) -> str:
        """What stands after the first colon; empty where there is none."""
        return self.name.partition(":")[2]


def split_value(value: str) -> list[str]:
    """Split a value that was written as a list, though a tag has one."""
    return _SEPARATORS.split(value)


def is_obligation(name: str) -> bool:
    """Tell whether a runner may act on a tag, so that it belongs to the fingerprint."""
    key, colon, _ = name.partition(":")
    return key not in MANAGING_KEYS or not (colon or key == "draft")
