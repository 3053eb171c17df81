"""Lines of a description that were meant to run: headers with a slip, and steps under no scenario."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from storycontract.contract.feature import Feature, Rule
from storycontract.contract.scenario import Background, Examples, Scenario
from storycontract.gherkin_reader.keywords import (
    list_header_keywords,
    list_outcome_keywords,
    list_starting_keywords,
)
from storycontract.lint.context import LintContext
from storycontract.lint.misspelt_steps import find_line_number, is_one_slip

# `Role:` and `Rules:` head many a narrative, and are one slip from `Rule:`.
_SHORTEST = 6
_FEWEST_STEPS = 2
_FENCES = ("```", "~~~")

Described = Feature | Rule | Background | Scenario | Examples


class LostLine(NamedTuple):
    """Such a line: its number, its text, and the keyword that was meant, None where it is a step."""

    number: int
    line: str
    word: str
    keyword: str | None


def find_lost_lines(owner: Described, context: LintContext) -> Iterator[LostLine]:
    """Find the misspelt headers in a description; where there is none, the first of its lost steps."""
    lines = list(_iter_prose(owner.description))
    headers = list(_find_headers(lines, context.language))
    if not headers and len(lines) >= _FEWEST_STEPS:
        headers = list(_find_steps(lines, context.language))
    number = owner.location.line
    for line, word, keyword in headers:
        number = find_line_number(line, number, context)
        yield LostLine(number, line, word, keyword)


def _iter_prose(description: str) -> Iterator[str]:
    """Visit the lines of a description that are neither empty nor in a fenced block of an explanation."""
    is_fenced = False
    for line in (each.strip() for each in description.splitlines()):
        is_fence = line.startswith(_FENCES)
        is_fenced = is_fenced != is_fence
        if line and not is_fence and not is_fenced:
            yield line


def _find_headers(lines: list[str], language: str) -> Iterator[tuple[str, str, str | None]]:
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        word, colon, _ = line.partition(":")
        keyword = find_meant_header(word, language) if colon else None
        if keyword is None:
            continue
        is_plain_slip = word == word.rstrip() and word[:1].isupper() and not word.isupper()
        if (is_plain_slip and len(keyword) >= _SHORTEST) or _is_step(below, language):
            yield line, word, keyword


def _find_steps(lines: list[str], language: str) -> Iterator[tuple[str, str, str | None]]:
    """Find the first step of a description that has several, an outcome after another one among them."""
    steps = [line for line in lines if _is_step(line, language)]
    first = steps[0] if steps else ""
    outcomes = list_outcome_keywords(language)
    if any(line.startswith(outcomes) for line in steps[1:]) and not first.startswith(outcomes):
        yield first, first.partition(" ")[0], None


def _is_step(line: str, language: str) -> bool:
    return line.startswith(list_starting_keywords(language))


@cache
def find_meant_header(word: str, language: str) -> str | None:
    """Find the header keyword that the words before a colon are a slip away from; None for a right one."""
    keywords = list_header_keywords(language)
    bare = word.rstrip().casefold()
    if word in keywords or not bare:
        return None
    for keyword in keywords:
        if bare == keyword.casefold() or is_one_slip(bare, keyword.casefold()):
            return keyword
    return None
