"""Roll-ups: how many stories of an epic, objective, release or owner have which verdict."""

from collections import Counter
from collections.abc import Callable, Iterable
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
    """Count the stories of every group, by dimension and name; those without a group come last."""
    judged = tuple(stories)
    return tuple(group for dimension in Dimension for group in _roll_up_by(dimension, judged))


def _roll_up_by(dimension: Dimension, stories: tuple[StoryJudgement, ...]) -> Iterable[RollUp]:
    read = _READERS[dimension]
    groups: dict[str | None, list[StoryJudgement]] = {}
    for story in stories:
        groups.setdefault(read(story), []).append(story)
    if set(groups) == {None}:
        return
    for name in sorted(groups, key=lambda name: (name is None, name or "")):
        yield RollUp(dimension, name, count_verdicts(groups[name]))


_READERS: dict[Dimension, Callable[[StoryJudgement], str | None]] = {
    Dimension.EPIC: lambda judged: judged.story.metadata.epic if judged.story else None,
    Dimension.OBJECTIVE: lambda judged: judged.story.metadata.objective if judged.story else None,
    Dimension.RELEASE: lambda judged: judged.story.metadata.release if judged.story else None,
    Dimension.OWNER: lambda judged: judged.story.metadata.owner if judged.story else None,
}
