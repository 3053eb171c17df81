"""Blocks of lines into a room of so many bytes: whole lines, and a note of what was left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NOTE_BYTES = 150


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together between a head and a foot; `what` are the lines, in the plural."""

    lines: Sequence[str]
    head: Sequence[str] = ()
    foot: Sequence[str] = ()
    what: str = "lines"


def fit_blocks(blocks: Iterable[Block], room_bytes: int) -> str:
    """Fit as many lines as there is room for, first things first; blocks are parted by an empty line."""
    blocks = [block for block in blocks if block.lines]
    room_bytes -= _NOTE_BYTES * len(blocks)
    rendered: list[str] = []
    for block in blocks:
        shown = _select_lines(block, room_bytes)
        frame = (*block.head, *shown, *block.foot) if shown else ()
        room_bytes -= _count_bytes(frame)
        rendered.append("\n".join((*frame, *_note(block, len(shown)), "")))
    return "\n".join(rendered)


def _select_lines(block: Block, room_bytes: int) -> Sequence[str]:
    room_bytes -= _count_bytes((*block.head, *block.foot))
    for number, line in enumerate(block.lines):
        room_bytes -= _count_bytes((line,))
        if room_bytes < 0:
            return block.lines[:number]
    return block.lines


def _note(block: Block, shown: int) -> Sequence[str]:
    left = len(block.lines) - shown
    if not left:
        return ()
    note = f"{left} more {block.what} did not fit here."
    return ("", note) if shown else (note,)


def _count_bytes(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)
