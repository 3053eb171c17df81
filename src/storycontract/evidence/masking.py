"""Secrets out of text, before it is written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from storycontract.evidence.record import Line

MASK = "***"

# The fields that hold what a person or a product said. All others are keys that evidence is found by (ids,
# digests, node ids, variants, paths) or words of ours: masked, they would no longer match.
FREE_TEXT = frozenset(
    {"left_out", "message", "name", "problem", "reasons", "text", "title", "tools", "why_incomplete"}
)


def mask_text(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    """Replace what the patterns match by `***`; of a pattern with groups only the groups."""
    spans = sorted(chain.from_iterable(_iter_spans(text, pattern) for pattern in patterns))
    pieces: list[str] = []
    position = 0
    for start, end in _merge_touching(spans):
        pieces += (text[position:start], MASK)
        position = end
    return "".join((*pieces, text[position:]))


def mask_line(line: Line, patterns: Sequence[re.Pattern[str]]) -> dict[str, object]:
    """Give the JSON value of a line, its free text masked."""
    values: dict[str, object] = line.model_dump(mode="json")
    return _mask_fields(values, patterns)


def _iter_spans(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        groups = [match.span(number) for number in range(1, pattern.groups + 1) if match[number] is not None]
        # An alternative without a group of its own is masked whole: too much rather than too little.
        yield from (span for span in groups or [match.span()] if span[0] < span[1])


def _merge_touching(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, end in spans:
        if current is None:
            current = (start, end)
        elif start <= current[1]:
            current = (current[0], max(current[1], end))
        else:
            yield current
            current = (start, end)
    if current is not None:
        yield current


def _mask_fields(values: dict[str, object], patterns: Sequence[re.Pattern[str]]) -> dict[str, object]:
    return {
        name: _mask_strings(value, patterns) if name in FREE_TEXT else _mask_within(value, patterns)
        for name, value in values.items()
    }


def _mask_within(value: object, patterns: Sequence[re.Pattern[str]]) -> object:
    if isinstance(value, dict):
        return _mask_fields(value, patterns)
    if isinstance(value, list):
        return [_mask_within(element, patterns) for element in value]
    return value


def _mask_strings(value: object, patterns: Sequence[re.Pattern[str]]) -> object:
    if isinstance(value, str):
        return mask_text(value, patterns)
    if isinstance(value, dict):
        return {name: _mask_strings(element, patterns) for name, element in value.items()}
    if isinstance(value, list):
        return [_mask_strings(element, patterns) for element in value]
    return value
