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


_NEVER: Mapping[str, WhenDone] = {}


def flag_stories(
    stories: Iterable[StoryJudgement],
    when_done: Mapping[str, WhenDone] = _NEVER,
    done_at_base: Mapping[str, WhenDone] = _NEVER,
) -> tuple[StoryJudgement, ...]:
    """Flag every story by what stories it depends on, and by what it was.

    `when_done` holds those that ever were done, as they were when they last were; `done_at_base` those that
    were done on the state that today is compared with. Both go by the id a story had then.
    """
    judged = tuple(stories)
    open_ids = {story.id.casefold() for story in judged if story.verdict is not StoryVerdict.DONE}
    done_ids = {story.id.casefold() for story in judged} - open_ids
    return tuple(
        replace(
            story,
            flags=(
                *story.flags,
                *_compare(story, _recall(story, when_done), _recall(story, done_at_base)),
                *((Flag.BLOCKED,) if _is_blocked(story, done_ids) else ()),
            ),
        )
        for story in judged
    )


def _recall(judged: StoryJudgement, when_done: Mapping[str, WhenDone]) -> WhenDone | None:
    return next((when_done[name] for name in list_names(judged) if name in when_done), None)


def _compare(judged: StoryJudgement, last: WhenDone | None, base: WhenDone | None) -> Iterator[Flag]:
    if last is not None and judged.verdict is not StoryVerdict.DONE:
        yield Flag.REGRESSED
    if last is not None and not _has_contract(judged, last):
        yield Flag.CHANGED
    if base is not None and _has_contract(judged, base) and _is_rebound(judged, base):
        yield Flag.REBOUND


def _has_contract(judged: StoryJudgement, before: WhenDone) -> bool:
    return judged.story is None or judged.story.fingerprint == before.fingerprint


def _is_rebound(judged: StoryJudgement, before: WhenDone) -> bool:
    if judged.verdict is not StoryVerdict.DONE or before.binding is None:
        return False
    witnesses = (seen for case in judged.cases for cell in case.cells for seen in cell.witnesses)
    now = digest_bindings(witnesses)
    return now is not None and now != before.binding


def _is_blocked(judged: StoryJudgement, done_ids: set[str]) -> bool:
    depends = judged.story.metadata.depends if judged.story else ()
    return any(needed.casefold() not in done_ids for needed in depends)
