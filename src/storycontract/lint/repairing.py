"""Applies repairs to the text of a file; whether the result may be written is for others to prove."""

import re
from collections.abc import Iterable, Sequence

from storycontract.lint.repair import Edit, Repair

_LINE_END = re.compile(r"\r\n|\r|\n")

Span = tuple[int, int, str]


def repair_text(text: str, repairs: Sequence[Repair]) -> tuple[str, tuple[Repair, ...]]:
    """Apply repairs in their order; of two that overlap the second is left for another round.

    Line ends stay as they are; new ones are those of the first line. Gives the text and what was applied.
    """
    starts = _find_line_starts(text)
    end = match[0] if (match := _LINE_END.search(text)) else "\n"
    taken: list[Span] = []
    applied: list[Repair] = []
    for repair in repairs:
        spans = [_locate(edit, text, starts, end) for edit in repair.edits]
        if spans and not _overlap_any(spans, taken):
            taken += spans
            applied.append(repair)
    for start, stop, new in sorted(taken, reverse=True):
        text = text[:start] + new + text[stop:]
    return text, tuple(applied)


def _find_line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def _locate(edit: Edit, text: str, starts: Sequence[int], end: str) -> Span:
    start = _offset(edit.line, edit.column, text, starts)
    stop = _offset(edit.end_line, edit.end_column, text, starts)
    return start, stop, edit.text.replace("\n", end)


def _offset(line: int, column: int, text: str, starts: Sequence[int]) -> int:
    if line > len(starts):
        return len(text)
    return min(starts[line - 1] + column - 1, len(text))


def _overlap_any(spans: Iterable[Span], taken: Sequence[Span]) -> bool:
    # Edits that touch may depend on each other's order, so they count as overlapping.
    return any(
        start <= stop_b and start_b <= stop for start, stop, _ in spans for start_b, stop_b, _ in taken
    )
