"""Flags: what stands beside a verdict and never changes it (DESIGN section 6)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from storycontract.verdict.comparison import list_names
from storycontract.verdict.judgement import Flag, StoryJudgement, StoryVerdict
from storycontract.verdict.past_state import digest_bindings


@dataclass(frozen=True, slots=True)
class WhenDone:
    """A story as it was when it was last done: its contract, and the step functions that showed it."""

    fingerprint: str
    binding: str | None = None


def flag_stories(
    stories: Iterable[StoryJudgement], when_done: Mapping[str, WhenDone] | None = None
) -> tuple[StoryJudgement, ...]:
    """Flag every story by what stories it depends on, and by what it was when it was last done.

    `when_done` holds, by the id they had then, those that ever were.
    """
    judged = tuple(stories)
    open_ids = {story.id.casefold() for story in judged if story.verdict is not StoryVerdict.DONE}
    done_ids = {story.id.casefold() for story in judged} - open_ids
    return tuple(
        replace(story, flags=(*story.flags, *_list_flags(story, done_ids, _recall(story, when_done or {}))))
        for story in judged
    )


def _recall(judged: StoryJudgement, when_done: Mapping[str, WhenDone]) -> WhenDone | None:
    return next((when_done[name] for name in list_names(judged) if name in when_done), None)


def _list_flags(judged: StoryJudgement, done_ids: set[str], before: WhenDone | None) -> Iterator[Flag]:
    if before is not None:
        if judged.verdict is not StoryVerdict.DONE:
            yield Flag.REGRESSED
        if judged.story is not None and judged.story.fingerprint != before.fingerprint:
            yield Flag.CHANGED
        elif judged.verdict is StoryVerdict.DONE and _is_rebound(judged, before):
            yield Flag.REBOUND
    if _is_blocked(judged, done_ids):
        yield Flag.BLOCKED


def _is_rebound(judged: StoryJudgement, before: WhenDone) -> bool:
    witnesses = (seen for case in judged.cases for cell in case.cells for seen in cell.witnesses)
    now = digest_bindings(witnesses)
    return now is not None and before.binding is not None and now != before.binding


def _is_blocked(judged: StoryJudgement, done_ids: set[str]) -> bool:
    depends = judged.story.metadata.depends if judged.story else ()
    return any(needed.casefold() not in done_ids for needed in depends)
