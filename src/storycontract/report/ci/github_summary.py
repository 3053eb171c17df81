"""The summary of a step at GitHub: what is done, what was lost and gained, what is not done and why."""

from collections.abc import Iterator

from storycontract.report.ci.answer import Answer
from storycontract.report.ci.fitting import Block, fit_blocks
from storycontract.report.ci.markdown_blocks import (
    change_block,
    details_block,
    headline_block,
    notes_block,
    table_block,
)

# Of a step whose summary is longer GitHub shows none.
# Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
ROOM_BYTES = 1024 * 1024


def render_github_summary(answer: Answer, room_bytes: int = ROOM_BYTES) -> str:
    """Render the summary, cut with a note where it is longer than the room."""
    return fit_blocks(_iter_blocks(answer), room_bytes)


def _iter_blocks(answer: Answer) -> Iterator[Block]:
    yield headline_block(answer, level="##")
    if answer.change is not None:
        yield change_block(answer.change)
    yield table_block(answer.unfinished)
    yield notes_block(answer)
    yield details_block(answer.unfinished)
