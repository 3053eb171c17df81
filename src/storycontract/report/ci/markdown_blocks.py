"""The pieces of which Markdown for people is put together."""

from collections.abc import Iterable, Iterator, Sequence

from storycontract.report.ci.answer import Answer, ChangeTold, MoveTold, StoryTold
from storycontract.report.ci.fitting import Block
from storycontract.report.markdown import escape_text, render_code
from storycontract.report.stories import VerdictCounts
from storycontract.report.terminal import say_headline
from storycontract.report.terminal_layout import Screen
from storycontract.verdict.judgement import StoryVerdict

_REASONS_IN_TABLE = 2
_SCREEN = Screen(width=80, colour=False, unicode=True)


def headline_block(answer: Answer, *, level: str) -> Block:
    """Say how many stories are done, and how many have each other verdict."""
    others = ("", answer.others) if answer.others else ()
    return Block((f"{level} {answer.headline}", *others))


def change_block(change: ChangeTold) -> Block:
    """Say which stories were lost and gained, before and after."""
    moves = [
        *_render_moves("lost", change.lost),
        *_render_moves("vanished", change.vanished),
        *_render_moves("gained", change.gained),
    ]
    since = f"Since {escape_text(change.base)}"
    if not moves:
        return Block((f"{since}: no story lost, none gained.{_say_before(change.before)}",))
    counted = ", ".join(
        f"{len(moved)} {word}"
        for word, moved in (("lost", (*change.lost, *change.vanished)), ("gained", change.gained))
        if moved
    )
    head = (
        f"**{since}: {counted}.**{_say_before(change.before)}",
        "",
        "| | story | before | after | why |",
        "|---|---|---|---|---|",
    )
    return Block(moves, head=head, what="stories that were lost or gained")


def table_block(stories: Iterable[StoryTold]) -> Block:
    """Make a table of stories with the reasons that matter most."""
    head = ("| story | verdict | why | owner |", "|---|---|---|---|")
    rows = [
        f"| {_name(story.id, story.title)} | {_verdict(story.verdict)} | {_say_why(story)} "
        f"| {escape_text(story.owner or '')} |"
        for story in stories
    ]
    return Block(rows, head=head, what="stories that are not done")


def details_block(stories: Iterable[StoryTold]) -> Block:
    """Fold every reason away, with the place to look at and the command that may help."""
    head = ("<details><summary>Every reason, and where to look</summary>", "")
    return Block(list(_iter_details(stories)), head=head, foot=("", "</details>"), what="lines")


def notes_block(answer: Answer) -> Block:
    """Say what has to be known of the runs, and what the answer rests on."""
    return Block([*(f"- {escape_text(note)}" for note in answer.notes), f"- {escape_text(answer.trust)}"])


def _render_moves(word: str, moves: Sequence[MoveTold]) -> Iterator[str]:
    for move in moves:
        before = "" if move.before is None else _verdict(move.before)
        after = "gone" if move.after is None else _verdict(move.after)
        name = _name(move.id, move.title)
        yield f"| {word} | {name} | {before} | {after} | {escape_text(move.reason)} |"


def _iter_details(stories: Iterable[StoryTold]) -> Iterator[str]:
    for story in stories:
        yield f"- {_name(story.id, story.title)}: {_verdict(story.verdict)}"
        for reason in story.reasons:
            place = render_code(f"{reason.path}:{reason.line}")
            command = f", {render_code(reason.command)}" if reason.command else ""
            yield f"  - {escape_text(reason.sentence)}, {place}{command}"
            if reason.step:
                yield f"    <br>{escape_text(reason.step)}"
        yield from (f"  - {escape_text(sentence)}" for sentence in story.beside)


def _name(story_id: str, title: str) -> str:
    shown = render_code(story_id)
    return shown if title in {"", story_id} else f"{shown} {escape_text(title)}"


def _verdict(verdict: StoryVerdict) -> str:
    return f"{_SCREEN.symbol(verdict)} {verdict.label}"


def _say_why(story: StoryTold) -> str:
    sentences = [escape_text(reason.sentence) for reason in story.reasons[:_REASONS_IN_TABLE]]
    left = len(story.reasons) - len(sentences)
    if left:
        sentences.append(f"{left} more {'reason' if left == 1 else 'reasons'}")
    return "<br>".join(sentences)


def _say_before(counts: VerdictCounts | None) -> str:
    return "" if counts is None else f" Before: {say_headline(counts)}."
