"""Text on a terminal: cells, lines and colours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rich.cells import cell_len

from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

_CONTROL = re.compile(r"(?:\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x1f\x7f-\x9f])+")
_PLAIN = str.maketrans({"—": "-", "…": "...", "·": "|"})


class Style(StrEnum):
    """How a piece of text is painted: the parameters of an SGR sequence."""

    BOLD = "1"
    DIM = "2"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    MAGENTA = "35"
    BLUE = "34"


STORY_STYLES = {
    StoryVerdict.FAILING: Style.RED,
    StoryVerdict.UNPROVEN: Style.YELLOW,
    StoryVerdict.UNSPECIFIED: Style.MAGENTA,
    StoryVerdict.UNSTARTED: Style.BLUE,
    StoryVerdict.DONE: Style.GREEN,
}

_STORY_SYMBOLS = {
    StoryVerdict.FAILING: ("✗", "x"),
    StoryVerdict.UNPROVEN: ("◐", "~"),
    StoryVerdict.UNSPECIFIED: ("?", "?"),
    StoryVerdict.UNSTARTED: ("○", "o"),
    StoryVerdict.DONE: ("✓", "+"),
}


@dataclass(frozen=True, slots=True)
class Screen:
    """What text is laid out for: `width` in cells, and whether colour and more than ASCII can be shown."""

    width: int
    colour: bool
    unicode: bool

    def paint(self, text: str, *styles: Style) -> str:
        """Paint a text, where there is colour."""
        if not self.colour or not text or not styles:
            return text
        return f"\x1b[{';'.join(styles)}m{text}\x1b[0m"

    def symbol(self, verdict: StoryVerdict) -> str:
        """Choose the symbol of a verdict."""
        shown, plain = _STORY_SYMBOLS[verdict]
        return shown if self.unicode else plain

    def case_symbol(self, verdict: CaseVerdict) -> str:
        """Choose the symbol of a case: it worked, it failed, or neither was shown."""
        return self.symbol(_as_story(verdict))

    def case_style(self, verdict: CaseVerdict) -> Style:
        """Choose the colour of a case."""
        return STORY_STYLES[_as_story(verdict)]

    def spell(self, text: str) -> str:
        """Spell our own punctuation so that it can be shown, and take out what would move the cursor."""
        printable = _CONTROL.sub(" ", text)
        return printable if self.unicode else printable.translate(_PLAIN)


def wants_colour(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Tell whether to paint: on a terminal that knows how, unless somebody said otherwise.

    Source: https://no-color.org, https://force-color.org
    """
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return is_terminal and environment.get("TERM") != "dumb"


def can_show_unicode(encoding: str | None) -> bool:
    """Tell whether an encoding has our symbols."""
    try:
        "✗◐○✓━—…·".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def fill(text: str, width: int) -> str:
    """Fill up with spaces to a number of cells."""
    return text + " " * max(0, width - cell_len(text))


def wrap(text: str, width: int) -> list[str]:
    """Wrap into lines of at most `width` cells; a word too long for a line stays whole."""
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and cell_len(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def indent(lines: list[str], column: int, width: int) -> list[str]:
    """Indent lines to a column; one with a word too long to fit there moves left as far as it must."""
    return [" " * max(0, min(column, max(2, width - cell_len(line)))) + line for line in lines]


def _words(text: str) -> list[str]:
    # Languages written without spaces break between any two of their wide characters.
    return [
        piece
        for word in re.findall(r"\S+\s*", text)
        for piece in (re.findall(r"[\u2e80-\U0003ffff]\s*|[^\u2e80-\U0003ffff]+", word))
    ]


def _as_story(verdict: CaseVerdict) -> StoryVerdict:
    match verdict:
        case CaseVerdict.PASSED:
            return StoryVerdict.DONE
        case CaseVerdict.FAILED:
            return StoryVerdict.FAILING
        case CaseVerdict.NOT_RUN:
            return StoryVerdict.UNSTARTED
        case _:
            return StoryVerdict.UNPROVEN
