"""Hides the literal parts of a step's text, so that wording rules read only the prose."""

import re

# Every literal starts with one of these; most places of a text hold none, and this tells so sooner.
_FIRST = r"[`\"'{<\d+\-\u201c\u00ab\u2018]"
# One character a literal does not start or end with; a run of it stands where the literal stood.
MASK = "\u25a0"

_LITERALS = re.compile(
    rf"(?={_FIRST})(?:"
    r"""
      `[^`]+`                                  # code span
    | "(?:[^"\\]|\\.)*"                        # straight quotes, the empty string and `\"` included
    | "[^"]*"                                  # a backslash at the end
    | \{[A-Za-z][\w.-]*\}                      # parameter of a step
    | \u201c[^\u201d]*\u201d                   # curly quotes
    | \u00ab[^\u00bb]*\u00bb                   # guillemets
    | \u2018[^\u2019]*\u2019(?!\w)             # curly single quotes, which also serve as apostrophes
    | (?<![\w'])'(?:[^']|(?<=\w)'(?=\w))*'(?!\w)  # straight single quotes around apostrophes inside words
    | <[^<>\s](?:[^<>]*[^<>\s])?>              # parameter of an outline
    | (?<![\w])[-+]?\d+(?:[.,:/]\d+)*(?:[a-z%\u00b0]{1,3}\b|%)?  # number, its unit right behind it
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def mask_literals(text: str) -> str:
    """Replace quoted strings, parameters, numbers and code spans by as many mask characters."""
    return _LITERALS.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    return MASK * len(match[0])
