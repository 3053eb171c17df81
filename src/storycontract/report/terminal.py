"""The summary on a terminal: how many stories are done, and of each other one why not and where to look."""

from collections.abc import Iterator

from rich.cells import cell_len

from storycontract.report.run_note import note_runs
from storycontract.report.stories import StoriesDocument, StoryEntry, VerdictCounts
from storycontract.report.terminal_files import has_files
from storycontract.report.terminal_history import list_flags, render_comparison
from storycontract.report.terminal_layout import STORY_STYLES, Screen, Style, fill, indent, wrap
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import Flag, StoryVerdict
from storycontract.verdict.wording import CHANGED_SINCE

REASONS_SHOWN = 2
_WIDEST_ID = 16
_GAP = 2
_VERDICT_COLUMN = 2
_ID_COLUMN = _VERDICT_COLUMN + max(len(verdict.label) for verdict in StoryVerdict) + _GAP


def render_summary(
    document: StoriesDocument, width: int, *, colour: bool, unicode: bool, most: int | None = None
) -> str:
    """Render the summary in lines of at most `width` cells; ends with a line break.

    `most` is how many stories that are not done are shown before the rest is only counted; None shows all.
    """
    screen = Screen(width, colour, unicode)
    blocks = ["\n".join(_headline(document, screen))]
    stories = ["\n".join(story) for story in _stories(document, screen)]
    blocks += stories[:most]
    if len(stories) > len(stories[:most]):
        left = len(stories) - len(stories[:most])
        blocks.append(f"and {left} more that {'is' if left == 1 else 'are'} not done: storycontract status")
    notes = ["\n".join(note) for note in render_notes(document, screen)]
    return "\n\n".join([*blocks, *notes]) + "\n"


def say_headline(counts: VerdictCounts) -> str:
    """Say how many stories are done."""
    if counts.total == 0:
        return "no story found"
    return f"{counts.done} of {counts.total} {'story' if counts.total == 1 else 'stories'} done"


def render_story(story: StoryEntry, screen: Screen, id_width: int) -> list[str]:
    """Render verdict, id and title of a story."""
    verdict = fill(f"{screen.symbol(story.verdict)} {story.verdict_label}", _ID_COLUMN)
    head = screen.paint(verdict, Style.BOLD, STORY_STYLES[story.verdict])
    title = screen.spell(story.title) if story.title != story.id else ""
    is_wide = cell_len(story.id) > id_width
    column = _ID_COLUMN if is_wide else _ID_COLUMN + id_width + _GAP
    lines = indent(wrap(title, screen.width - column) if title else [], column, screen.width)
    if is_wide or not title:
        return [head + screen.paint(story.id, Style.BOLD), *lines]
    first, *rest = lines
    return [f"{head}{screen.paint(fill(story.id, id_width), Style.BOLD)}{' ' * _GAP}{first.lstrip()}", *rest]


def render_reasons(story: StoryEntry, screen: Screen) -> list[str]:
    """Render every reason why a story is not done, each in a line of its own."""
    lines = [line for reason in story.reasons for line in _wrapped(reason.sentence, screen)]
    return lines + _render_flags(story, screen)


def render_notes(document: StoriesDocument, screen: Screen) -> Iterator[list[str]]:
    """Render what has to be known of the runs behind the verdicts."""
    for note in note_runs(document):
        lines = wrap(screen.spell(note.text), screen.width)
        if note.command is not None:
            lines += indent([screen.spell(note.command)], 2, screen.width)
        yield [screen.paint(line, Style.YELLOW) for line in lines]


def id_width(stories: tuple[StoryEntry, ...]) -> int:
    """Choose the width of the column of ids: that of the widest that is not too wide."""
    return max((cell_len(story.id) for story in stories if cell_len(story.id) <= _WIDEST_ID), default=0)


def _headline(document: StoriesDocument, screen: Screen) -> Iterator[str]:
    counts = document.counts
    is_done = 0 < counts.total == counts.done
    yield screen.paint(say_headline(counts), Style.BOLD, *([Style.GREEN] if is_done else []))
    if counts.total == 0:
        return
    if screen.colour and screen.unicode:
        yield _bar(counts, screen)
    others = [
        verdict for verdict in StoryVerdict if verdict is not StoryVerdict.DONE and _of(counts, verdict)
    ]
    parts = [f"{_of(counts, verdict)} {verdict.label.lower()}" for verdict in others]
    if parts:
        yield from wrap(screen.spell(" · ".join(parts)), screen.width)
    yield from render_comparison(document.comparison, screen)


def _bar(counts: VerdictCounts, screen: Screen) -> str:
    length = min(60, screen.width)
    ends = [0]
    painted = ""
    for verdict in reversed(StoryVerdict):
        ends.append(ends[-1] + _of(counts, verdict))
        cells = length * ends[-1] // counts.total - length * ends[-2] // counts.total
        painted += screen.paint("━" * cells, STORY_STYLES[verdict])
    return painted


def _of(counts: VerdictCounts, verdict: StoryVerdict) -> int:
    return int(getattr(counts, verdict.value))


def _render_gist(story: StoryEntry, screen: Screen, named: set[str]) -> list[str]:
    """Render the reasons that matter most in one plain line, or as many as that takes.

    Lists of changed files go into `named`: one change often makes all stories stale, and is named once.
    """
    reasons = story.reasons
    if story.verdict is StoryVerdict.UNSPECIFIED:
        # What is not ready is not expected to have been run.
        reasons = tuple(reason for reason in reasons if reason.code != CaseVerdict.NOT_RUN) or reasons
    sentences = [_shorten(reason.sentence, named) for reason in reasons[:REASONS_SHOWN]]
    left = len(reasons) - len(sentences)
    if left:
        sentences.append(f"{left} more {'reason' if left == 1 else 'reasons'}")
    return _wrapped(" · ".join(sentences), screen) + _render_flags(story, screen)


def _shorten(sentence: str, named: set[str]) -> str:
    start, joint, changes = sentence.partition(CHANGED_SINCE)
    files, dash, advice = changes.partition(" — ")
    if files in named:
        return f"{start}{joint}the same files{dash}{advice}"
    if files:
        named.add(files)
    return sentence


def _render_flags(story: StoryEntry, screen: Screen) -> list[str]:
    lines = [line for sentence in list_flags(story) for line in _wrapped(sentence, screen)]
    if story.waivers:
        first = min(waiver.expires for waiver in story.waivers)
        lines += _wrapped(f"waived {len(story.waivers)}: for the gate alone, until {first}", screen)
    if Flag.BLOCKED not in story.flags:
        return lines
    if len(story.depends) == 1:
        return lines + _wrapped(f"blocked: {story.depends[0]} is not done", screen)
    return lines + _wrapped(f"blocked: not all of {', '.join(story.depends)} are done", screen)


def _stories(document: StoriesDocument, screen: Screen) -> Iterator[list[str]]:
    order = list(StoryVerdict)
    unfinished = tuple(
        sorted(
            (story for story in document.stories if story.verdict is not StoryVerdict.DONE),
            key=lambda story: order.index(story.verdict),
        )
    )
    ids = id_width(unfinished)
    named: set[str] = set()
    for story in unfinished:
        yield [
            *render_story(story, screen, ids),
            *_render_gist(story, screen, named),
            *_place(story, screen),
            *_command(story, screen),
            *_files(story, screen),
        ]


def _place(story: StoryEntry, screen: Screen) -> list[str]:
    """Where to look: the failing step with its text, or the place of the first reason."""
    reason = story.reasons[0] if story.reasons else None
    path, line = (reason.path, reason.line) if reason else (story.path, story.line)
    place = f"{path}:{line}"
    texts = [
        f"{case.failing_step.keyword} {case.failing_step.text}"
        for criterion in story.criteria
        for case in criterion.cases
        if case.failing_step is not None and (case.failing_step.path, case.failing_step.line) == (path, line)
    ]
    lines = indent([place], _ID_COLUMN, screen.width)
    if texts:
        lines = _wrapped(texts[0], screen) + lines
    return [screen.paint(shown, Style.DIM) for shown in lines]


def _command(story: StoryEntry, screen: Screen) -> list[str]:
    commands = [reason.command for reason in story.reasons if reason.command is not None]
    return indent([screen.spell(commands[0])], _ID_COLUMN, screen.width) if commands else []


def _files(story: StoryEntry, screen: Screen) -> list[str]:
    if not has_files(story):
        return []
    return _wrapped(f"what the browser saw: storycontract status {story.id}", screen)


def _wrapped(text: str, screen: Screen) -> list[str]:
    return indent(wrap(screen.spell(text), screen.width - _ID_COLUMN), _ID_COLUMN, screen.width)
