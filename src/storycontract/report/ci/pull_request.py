"""Markdown for a pull or merge request: what it does to the stories, before and after."""

from collections.abc import Iterator

from storycontract.report.ci.answer import Answer
from storycontract.report.ci.fitting import Block, fit_blocks
from storycontract.report.ci.markdown_blocks import change_block, headline_block, notes_block, table_block

# A comment at GitHub holds 65,536 characters; some are left for what a bot puts around it.
ROOM_BYTES = 64_000


def render_pull_request(answer: Answer, room_bytes: int = ROOM_BYTES) -> str:
    """Render the text, cut with a note where it is longer than the room."""
    return fit_blocks(_iter_blocks(answer), room_bytes)


def _iter_blocks(answer: Answer) -> Iterator[Block]:
    yield headline_block(answer, level="###")
    if answer.change is None:
        yield Block(("There is nothing to compare with yet.",))
    else:
        yield change_block(answer.change)
    table = table_block(answer.unfinished)
    folded = ("<details><summary>All stories that are not done</summary>", "", *table.head)
    yield Block(table.lines, head=folded, foot=("", "</details>"), what=table.what)
    yield notes_block(answer)
