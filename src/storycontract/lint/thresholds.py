"""Limits that a text names, and the numbers it holds."""

import re

from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import LITERAL, Span, read_prose

_NUMBER = re.compile(r"(?<![\w.,])\d{1,9}(?![\w.,]*\d)")


def list_limits(text: str, language: str) -> tuple[int, ...]:
    """List the whole numbers right behind a word of a limit, such as `at least 3`."""
    prose = read_prose(text)
    limits: list[int] = []
    for span in load_lexicon(language).finder("thresholds").iter_spans(prose):
        if prose.words[span.end : span.end + 1] == (LITERAL,):
            limits.extend(list_numbers(prose.quote(Span(span.end, span.end + 1))))
    return tuple(limits)


def list_numbers(text: str) -> tuple[int, ...]:
    """List the whole numbers of a text."""
    return tuple(int(number) for number in _NUMBER.findall(text))
