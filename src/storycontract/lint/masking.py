"""Hides the literal parts of a step's text, so that wording rules read only the prose."""

import re

# One character that texts do not hold; a run of it stands where the literal stood. Texts in ASCII stay such,
# which makes all that is done with them faster.
MASK = "\N{SUBSTITUTE}"

# All start with the set of what any literal starts with, since such a pattern is the fastest to search; the
# conditions behind it look back at which it was.
_LITERALS = re.compile(
    r"""
    [`"'{<\d+\-\u201c\u00ab\u2018](?:
      (?<=`)[^`]+`                                    # code span
    | (?<=")(?:[^"\\]|\\.)*"                          # straight quotes, the empty string and `\"` included
    | (?<=")[^"]*"                                    # a backslash at the end
    | (?<=\{)[A-Za-z][\w.-]*\}                        # parameter of a step
    | (?<=\u201c)[^\u201d]*\u201d                     # curly quotes
    | (?<=\u00ab)[^\u00bb]*\u00bb                     # guillemets
    | (?<=\u2018)[^\u2019]*\u2019(?!\w)               # curly single quotes, which also serve as apostrophes
    | (?<=')(?<![\w']')(?:[^']|(?<=\w)'(?=\w))*'(?!\w)  # straight single quotes, apostrophes in words inside
    | (?<=<)[^<>\s](?:[^<>]*[^<>\s])?>                # parameter of an outline
    | (?:(?<=\d)(?<!\w\d)|(?<=[-+])(?<!\w[-+])(?=\d))  # number, with its sign
      \d*(?:[.,:/]\d+)*(?:[a-z%\u00b0]{1,3}\b|%)?     # and its unit right behind it
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def mask_literals(text: str) -> str:
    """Replace quoted strings, parameters, numbers and code spans by as many mask characters."""
    return _LITERALS.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    return MASK * len(match[0])
