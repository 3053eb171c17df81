"""Lines of a file to what each process of a run said."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from storycontract.evidence.record import (
    FORMAT,
    LINE_READER,
    Attempt,
    ItemStart,
    Line,
    Plan,
    PlannedItem,
    RunEnd,
    RunHeader,
)


@dataclass(frozen=True, slots=True)
class Section:
    """What one process of a run said: a header and all lines up to the next one."""

    header: RunHeader
    planned: tuple[PlannedItem, ...]
    starts: tuple[ItemStart, ...]
    attempts: tuple[Attempt, ...]
    end: RunEnd | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The sections of some lines, as far as they can be read; `damage` says what is wrong, if anything."""

    sections: tuple[Section, ...]
    damage: str | None


def split_lines(content: bytes) -> tuple[tuple[bytes, ...], bool]:
    """Split into whole lines; true where the last one is torn, which is then left out."""
    *whole, rest = content.split(b"\n")
    return tuple(whole), bool(rest)


def read_sections(lines: Sequence[bytes]) -> Reading:
    """Read lines; what cannot be read is left out and named."""
    damage: str | None = None
    sections: list[list[Line]] = []
    for number, raw in enumerate(lines, start=1):
        line = _read_line(raw)
        problem = line if isinstance(line, str) else _judge_place(line, sections)
        if problem is not None:
            damage = damage or f"line {number}: {problem}"
        if isinstance(line, RunHeader):
            sections.append([])
        if not isinstance(line, str) and sections:
            sections[-1].append(line)
    if not lines:
        damage = "nothing in it"
    return Reading(tuple(_gather(section) for section in sections), damage)


def _read_line(raw: bytes) -> Line | str:
    try:
        return _check_format(LINE_READER.validate_json(raw))
    except ValidationError:
        return _describe_unreadable(raw)


def _check_format(line: Line) -> Line | str:
    if isinstance(line, RunHeader) and line.format != FORMAT:
        return _describe_format(line.format)
    return line


def _describe_unreadable(raw: bytes) -> str:
    try:
        value = json.loads(raw)
    except ValueError:
        return "no JSON"
    if isinstance(value, dict) and value.get("line") == "run" and value.get("format", FORMAT) != FORMAT:
        return _describe_format(value["format"])
    return "no line of evidence"


def _describe_format(number: object) -> str:
    return f"format {number} is not known, this version of storycontract reads format {FORMAT}"


def _judge_place(line: Line, sections: Sequence[Sequence[Line]]) -> str | None:
    if not sections and not isinstance(line, RunHeader):
        return "the header is missing"
    if sections and sections[-1] and isinstance(sections[-1][-1], RunEnd):
        return "a line after the end of the run"
    return None


def _gather(lines: Sequence[Line]) -> Section:
    header, *_ = (line for line in lines if isinstance(line, RunHeader))
    ends = [line for line in lines if isinstance(line, RunEnd)]
    return Section(
        header=header,
        planned=tuple(_iter_planned(lines)),
        starts=tuple(line for line in lines if isinstance(line, ItemStart)),
        attempts=tuple(line for line in lines if isinstance(line, Attempt)),
        end=ends[-1] if ends else None,
    )


def _iter_planned(lines: Iterable[Line]) -> Iterable[PlannedItem]:
    for line in lines:
        if isinstance(line, Plan):
            yield from line.items
