"""Columns of a chart, laid out as rectangles."""

from collections.abc import Sequence
from dataclasses import dataclass

SMALL, LARGE = (420, 90), (960, 150)
_WIDEST = 84
_GAP = 0.22
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Column:
    """What stands above one another at one place: how much of what look, from below."""

    name: str
    parts: tuple[tuple[str, int], ...]
    is_faint: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle of a column."""

    look: str
    x: float
    y: float
    width: float
    height: float
    is_faint: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A few words at the foot of a chart; `anchor` is where they begin."""

    text: str
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """A chart, ready to be written down; `highest` is what its full height stands for."""

    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    highest: int
    width: int
    height: int


def draw_columns(columns: Sequence[Column], size: tuple[int, int] = SMALL) -> ColumnChart:
    """Lay columns out: few are named each, of many the first and the last."""
    full_width, full_height = size
    highest = max((sum(count for _, count in column.parts) for column in columns), default=0)
    pitch = min(_WIDEST, full_width / max(1, len(columns)))
    width = min(_WIDEST / 2, pitch * (1 - _GAP))
    bars = []
    for place, column in enumerate(columns):
        x = place * pitch + (pitch - width) / 2
        top = float(full_height)
        for look, count in column.parts:
            height = full_height * count / highest if highest else 0
            top -= height
            if count:
                bars.append(
                    Bar(look, round(x, 1), round(top, 1), round(width, 1), round(height, 1), column.is_faint)
                )
    return ColumnChart(tuple(bars), tuple(_label(columns, pitch)), highest, full_width, full_height)


def _label(columns: Sequence[Column], pitch: float) -> list[Label]:
    if len(columns) <= _NAMED:
        return [
            Label(column.name, round(place * pitch + pitch / 2, 1), "middle")
            for place, column in enumerate(columns)
        ]
    end = round(len(columns) * pitch, 1)
    return [Label(columns[0].name, 0, "start"), Label(columns[-1].name, end, "end")]
