"""Today against an earlier state: which stories were lost, gained, or are gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storycontract.verdict.judgement import StoryJudgement, StoryVerdict


@dataclass(frozen=True, slots=True)
class Move:
    """A story and its verdict then and now; None where it was not there, or is not there any more."""

    id: str
    title: str
    before: StoryVerdict | None
    after: StoryVerdict | None


@dataclass(frozen=True, slots=True)
class Moves:
    """What became of stories since then, each by id: done no more, done now, gone without `@was`."""

    lost: tuple[Move, ...]
    gained: tuple[Move, ...]
    vanished: tuple[Move, ...]


def compare_with(before: Mapping[str, tuple[StoryVerdict, str]], stories: Iterable[StoryJudgement]) -> Moves:
    """Compare the stories of today with the verdict and the title that each had `before`, by id."""
    known = {story_id.casefold(): verdict for story_id, (verdict, _) in before.items()}
    today = tuple(stories)
    moves = [Move(story.id, story.title, _find_before(story, known), story.verdict) for story in today]
    named = {name.casefold() for story in today for name in list_names(story)}
    done, order = StoryVerdict.DONE, _by_id
    return Moves(
        lost=tuple(sorted((move for move in moves if move.before is done is not move.after), key=order)),
        gained=tuple(sorted((move for move in moves if move.after is done is not move.before), key=order)),
        vanished=tuple(
            Move(story_id, title, verdict, None)
            for story_id, (verdict, title) in sorted(before.items())
            if verdict is done and story_id.casefold() not in named
        ),
    )


def list_names(judged: StoryJudgement) -> tuple[str, ...]:
    """List every id that a story has or had: its own, those of `@was`, and the one derived from its place."""
    story = judged.story
    if story is None:
        return (judged.id,)
    derived = () if story.derived_id is None else (story.derived_id,)
    return tuple(dict.fromkeys((judged.id, *story.metadata.was, *derived)))


def _find_before(judged: StoryJudgement, known: Mapping[str, StoryVerdict]) -> StoryVerdict | None:
    found = [known[name.casefold()] for name in list_names(judged) if name.casefold() in known]
    # A story that was renamed was done where it was done under any of its names.
    return StoryVerdict.DONE if StoryVerdict.DONE in found else next(iter(found), None)


def _by_id(move: Move) -> str:
    return move.id
