"""Lays findings out for a terminal: widths, colours, and the line with its caret."""

import re
import textwrap
import unicodedata
from typing import NamedTuple

from storycontract.lint.finding import Severity

_CONTROL = re.compile(r"(?:\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x1f\x7f-\x9f])")
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "34"}
_BOLD, _DIM = "1", "2"
_WIDE = frozenset("WF")
_MIN_WIDTH = 40
_CUT = "..."


class FindingsScreen(NamedTuple):
    """What text is laid out for: its width in cells, and whether it is painted."""

    width: int = 80
    colour: bool = False

    def bold(self, text: str) -> str:
        """Paint what matters most."""
        return self._paint(text, _BOLD)

    def dim(self, text: str) -> str:
        """Paint what may be overlooked."""
        return self._paint(text, _DIM)

    def severity(self, severity: Severity, text: str) -> str:
        """Paint in the colour of a severity."""
        return self._paint(text, _COLOURS[severity])

    def wrap(self, text: str, *, first: str, later: str) -> list[str]:
        """Wrap a text; words too long for a line stay whole."""
        return textwrap.wrap(
            make_plain(text),
            max(self.width, _MIN_WIDTH),
            initial_indent=first,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [first.rstrip()]

    def point(self, line: str, column: int, end_column: int | None, room: int) -> tuple[str, str]:
        """Cut a source line to `room` cells, without its indentation, and put carets under its columns."""
        line = make_plain(line).rstrip()
        begin = min(column - 1, len(line))
        end = min(max(end_column - 1 if end_column else len(line), begin + 1), max(len(line), begin + 1))
        start = min(len(line) - len(line.lstrip()), begin)
        cut = ""
        if measure(line[start:end]) > room:
            start = max(start, min(begin, end - room // 2))
            cut = _CUT if start > 0 and line[:start].strip() else ""
        shown = cut + fit(line[start:], room - len(cut))
        before = measure(cut + line[start:begin])
        carets = max(1, min(measure(line[begin:end]), measure(shown) - before))
        return shown, " " * before + "^" * carets

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text


def make_plain(text: str) -> str:
    """Take out what would act on a terminal instead of being shown."""
    return _CONTROL.sub(" ", text)


def measure(text: str) -> int:
    """Measure a text in cells of a terminal."""
    if text.isascii():
        return len(text)
    return sum(_measure_character(character) for character in text)


def fit(text: str, room: int) -> str:
    """Cut a text to a number of cells, saying so."""
    if measure(text) <= room:
        return text
    while text and measure(text) > room - len(_CUT):
        text = text[:-1]
    return text + _CUT


def _measure_character(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
