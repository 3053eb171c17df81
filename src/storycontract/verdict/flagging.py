"""Flags: what stands beside a verdict and never changes it."""

from collections.abc import Iterable
from dataclasses import replace

from storycontract.verdict.judgement import Flag, StoryJudgement, StoryVerdict


def flag_stories(stories: Iterable[StoryJudgement]) -> tuple[StoryJudgement, ...]:
    """Flag every story that depends on one that is not done, or that nobody knows."""
    judged = tuple(stories)
    open_ids = {story.id.casefold() for story in judged if story.verdict is not StoryVerdict.DONE}
    done_ids = {story.id.casefold() for story in judged} - open_ids
    return tuple(
        replace(story, flags=(Flag.BLOCKED,)) if _is_blocked(story, done_ids) else story for story in judged
    )


def _is_blocked(judged: StoryJudgement, done_ids: set[str]) -> bool:
    depends = judged.story.metadata.depends if judged.story else ()
    return any(needed.casefold() not in done_ids for needed in depends)
