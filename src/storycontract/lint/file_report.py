"""What linting one file gives: its own findings, and what it contributes to the rules over the project."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from storycontract.lint.finding import Finding
from storycontract.lint.project import Fact
from storycontract.lint.suppression import Suppression


class IdUse(NamedTuple):
    """An id given by a tag, and the story of the place; what tells ids that are used twice."""

    id: str
    is_story: bool
    story_id: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """Small enough to be kept until the file changes; `facts` are by the name of what gathered them."""

    path: str
    findings: tuple[Finding, ...]
    facts: Mapping[str, tuple[Fact[Any], ...]]
    ids: tuple[Fact[IdUse], ...]
    suppressions: tuple[Suppression, ...]
