"""What was before, on a terminal: lost and gained since a base, and the history of a story."""

from collections.abc import Iterator, Sequence
from datetime import date

from storycontract.report.stories import (
    ComparisonEntry,
    MoveEntry,
    RunReference,
    StoriesDocument,
    StoryEntry,
)
from storycontract.report.terminal_layout import STORY_STYLES, Screen, Style, fill, indent, wrap
from storycontract.verdict.judgement import Flag, StoryVerdict

MOST_NAMED = 5
SHOWN_COMMIT = 7
_COLUMN = 2


def render_comparison(comparison: ComparisonEntry | None, screen: Screen) -> Iterator[str]:
    """Render which stories were lost and gained since the base; nothing where none was."""
    if comparison is None:
        return
    since = f"since {say_base(comparison)}"
    moves = (
        ("lost", comparison.lost, Style.RED),
        ("gone without @was", comparison.vanished, Style.RED),
        ("gained", comparison.gained, Style.GREEN),
    )
    for word, moved, style in moves:
        if moved:
            text = f"{len(moved)} {word} {since}: {_name_moved(moved)}"
            for line in wrap(screen.spell(text), screen.width):
                yield screen.paint(line, style)


def say_base(comparison: ComparisonEntry) -> str:
    """Say what today is compared with."""
    base = comparison.base
    return f"{base.name} ({', '.join(filter(None, (say_day(base.at_utc), _say_commit(base.commit))))})"


def say_day(at_utc: str) -> str:
    """Say the day of a moment, in UTC."""
    return at_utc.partition("T")[0]


def list_flags(story: StoryEntry) -> Iterator[str]:
    """List in sentences what stands beside the verdict of a story and comes from its past."""
    if Flag.REGRESSED in story.flags and story.last_done is not None:
        yield f"was done on {_say_moment(story.last_done)}{_say_break(story)}"
    if Flag.CHANGED in story.flags:
        names = ", ".join(f"{change.criterion} {change.kind}" for change in story.changes[:MOST_NAMED])
        yield f"edited since it was last done{f': {names}' if names else ''}"
    if Flag.REBOUND in story.flags:
        yield "its step functions changed since it was last done, its text did not"


def render_history(stories: Sequence[StoryEntry], screen: Screen) -> str:
    """Render what became of stories over the newest states of the code; ends with a line break."""
    return "\n\n".join("\n".join(_render_story(story, screen)) for story in stories) + "\n"


def render_trend(document: StoriesDocument, screen: Screen) -> str:
    """Render how many stories had which verdict on the newest states; ends with a line break."""
    lines = []
    for entry in document.trend:
        counts = entry.counts
        parts = [
            f"{count} {verdict.label.lower()}"
            for verdict in StoryVerdict
            if verdict is not StoryVerdict.DONE and (count := getattr(counts, verdict.value))
        ]
        if entry.flaky:
            parts.append(f"{entry.flaky} flaky")
        if entry.changed:
            parts.append(f"{entry.changed} edited")
        if not entry.is_full:
            parts.append("only a part was run")
        when = f"{say_minute(entry.at_utc)}  {fill((entry.commit or '')[:SHOWN_COMMIT], SHOWN_COMMIT)}"
        total = f"{counts.done} of {counts.total} done"
        lines.append(screen.spell(" · ".join((f"{when}  {fill(total, 14)}", *parts)).rstrip()))
    return "\n".join(lines or ["no run yet"]) + "\n"


def say_minute(at_utc: str) -> str:
    """Say a moment to the minute, in UTC."""
    return at_utc[:16].replace("T", " ")


def _render_story(story: StoryEntry, screen: Screen) -> Iterator[str]:
    head = f"{screen.symbol(story.verdict)} {story.verdict_label}  {story.id}"
    yield screen.paint(screen.spell(head), Style.BOLD, STORY_STYLES[story.verdict])
    yield from indent(wrap(screen.spell(story.title), screen.width - _COLUMN), _COLUMN, screen.width)
    facts = list(_list_facts(story)) or ["not done so far" if story.history else "no run of it yet"]
    for fact in facts:
        yield from indent(wrap(screen.spell(fact), screen.width - _COLUMN), _COLUMN, screen.width)
    for entry in story.history:
        commit = (entry.commit or "")[:SHOWN_COMMIT]
        line = f"{say_minute(entry.at_utc)}  {fill(commit, SHOWN_COMMIT)}  "
        word = screen.paint(
            f"{screen.symbol(entry.verdict)} {entry.verdict.label}", STORY_STYLES[entry.verdict]
        )
        yield " " * _COLUMN + line + word


def _list_facts(story: StoryEntry) -> Iterator[str]:
    if story.done_since is not None:
        yield f"done since {_say_moment(story.done_since)}"
    yield from list_flags(story)
    if story.first_ready is not None and story.first_done is not None:
        yield _say_lead_time(say_day(story.first_ready.at_utc), say_day(story.first_done.at_utc))
    if story.states_flaky:
        yield f"flaky on {story.states_flaky} of the {story.states_seen} states of the code it was tried on"


def _say_lead_time(ready: str, done: str) -> str:
    days = (date.fromisoformat(done) - date.fromisoformat(ready)).days
    if days < 1:
        return f"done on the day it was ready, {done}"
    return f"ready on {ready}, first done on {done}: {days} {'day' if days == 1 else 'days'}"


def _name_moved(moved: Sequence[MoveEntry]) -> str:
    names = [f"{move.id} {move.title}" if move.title != move.id else move.id for move in moved[:MOST_NAMED]]
    left = len(moved) - len(names)
    return ", ".join([*names, *([f"and {left} more"] if left else [])])


def _say_moment(moment: RunReference) -> str:
    return " at ".join(filter(None, (say_day(moment.at_utc), _say_commit(moment.commit))))


def _say_break(story: StoryEntry) -> str:
    return f", no more since {_say_moment(story.broke_in)}" if story.broke_in is not None else ""


def _say_commit(commit: str | None) -> str:
    return commit[:SHOWN_COMMIT] if commit else ""
