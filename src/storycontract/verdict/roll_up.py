"""Roll-ups: how many stories of an epic, objective, release or owner have which verdict."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from storycontract.verdict.judgement import StoryJudgement, StoryVerdict


class Dimension(StrEnum):
    """What stories are grouped by."""

    EPIC = "epic"
    OBJECTIVE = "objective"
    RELEASE = "release"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class RollUp:
    """The stories of one group, counted by verdict; `name` is None for those that name no group."""

    dimension: Dimension
    name: str | None
    counts: dict[StoryVerdict, int]


def count_verdicts(stories: Iterable[StoryJudgement]) -> dict[StoryVerdict, int]:
    """Count stories by verdict, every verdict named, worst first."""
    counted = Counter(story.verdict for story in stories)
    return {verdict: counted[verdict] for verdict in StoryVerdict}


def roll_up(stories: Iterable[StoryJudgement]) -> tuple[RollUp, ...]:
    """Count the stories of every group, by dimension and name; those without a group come last.

    A story that names several groups of one dimension counts in each: none of them is complete without it.
    """
    judged = tuple(stories)
    return tuple(group for dimension in Dimension for group in _roll_up_by(dimension, judged))


def _roll_up_by(dimension: Dimension, stories: tuple[StoryJudgement, ...]) -> Iterable[RollUp]:
    groups: dict[str | None, list[StoryJudgement]] = {}
    for story in stories:
        for name in _list_groups(story, dimension) or (None,):
            groups.setdefault(name, []).append(story)
    if set(groups) == {None}:
        return
    for name in sorted(groups, key=lambda name: (name is None, name or "")):
        yield RollUp(dimension, name, count_verdicts(groups[name]))


def _list_groups(judged: StoryJudgement, dimension: Dimension) -> tuple[str, ...]:
    tags = judged.story.tags if judged.story else ()
    values = (value for key, _, value in (tag.partition(":") for tag in tags) if key == dimension and value)
    return tuple(dict.fromkeys(values))
