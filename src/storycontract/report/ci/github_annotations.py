"""Stories that are not done as annotations at GitHub, one each, at the line to look at.

Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterator

from storycontract.report.ci.answer import Answer, StoryTold
from storycontract.verdict.judgement import StoryVerdict

# Of each level, GitHub shows so many a step and drops the rest without a word.
# Source: https://docs.github.com/rest/checks/runs
SHOWN_PER_LEVEL = 10
LONGEST_TITLE = 200
LONGEST_MESSAGE = 4_000

_NAMED_LEFT = 20
_LEVELS = {
    StoryVerdict.FAILING: "error",
    StoryVerdict.UNPROVEN: "warning",
    StoryVerdict.UNSPECIFIED: "warning",
    StoryVerdict.UNSTARTED: "notice",
}


def render_github_annotations(answer: Answer) -> str:
    """Render the headline for the log, then the annotations; what does not fit is counted and named."""
    headline = " · ".join(filter(None, (answer.headline, answer.others)))
    return "\n".join((headline, *_iter_commands(answer.unfinished))) + "\n"


def render_github_error(title: str, message: str) -> str:
    """Render one annotation without a place."""
    return f"{_command('error', title, message)}\n"


def _iter_commands(unfinished: list[StoryTold]) -> Iterator[str]:
    for level in ("error", "warning", "notice"):
        stories = [story for story in unfinished if _LEVELS[story.verdict] == level]
        shown = stories if len(stories) <= SHOWN_PER_LEVEL else stories[: SHOWN_PER_LEVEL - 1]
        yield from (_annotate(level, story) for story in shown)
        left = stories[len(shown) :]
        if left:
            yield _name_left(level, left)


def _annotate(level: str, story: StoryTold) -> str:
    lines = [text for reason in story.reasons for text in (reason.sentence, reason.step) if text]
    lines += story.beside
    lines += [reason.command for reason in story.reasons[:1] if reason.command]
    message = "\n".join(lines) or story.verdict.label
    return _command(
        level, f"{story.verdict.label}: {story.name}", message, file=story.path, line=str(story.line)
    )


def _name_left(level: str, left: list[StoryTold]) -> str:
    names = ", ".join(story.id for story in left[:_NAMED_LEFT])
    more = f" and {len(left) - _NAMED_LEFT} more" if len(left) > _NAMED_LEFT else ""
    title = f"{len(left)} more stories are not done"
    return _command(
        level, title, f"GitHub shows {SHOWN_PER_LEVEL} annotations of a kind; without one: {names}{more}"
    )


def _command(level: str, title: str, message: str, **place: str) -> str:
    properties = {**place, "title": title[:LONGEST_TITLE]}
    shown = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{level} {shown}::{_escape(message[:LONGEST_MESSAGE])}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
