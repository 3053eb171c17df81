"""Lines of a description that were meant as steps, but for a slip in their keyword."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from storycontract.contract.scenario import Background, Scenario
from storycontract.gherkin_reader.keywords import list_step_keywords
from storycontract.lint.context import LintContext
from storycontract.lint.lexicon import load_lexicon

_SHORTEST = 4
_SHORTEST_ELSEWHERE = 6


class MisspeltStep(NamedTuple):
    """Such a line: its number, its text, the word it starts with, and the keyword that was meant."""

    number: int
    line: str
    word: str
    keyword: str


def find_misspelt_steps(owner: Scenario | Background, context: LintContext) -> Iterator[MisspeltStep]:
    """Find the lines of a description that start with nearly a keyword, in the order of the file."""
    number = owner.location.line
    for line in owner.description.splitlines():
        text = line.strip()
        word, _, rest = text.partition(" ")
        keyword = find_meant_keyword(word, context.language) if rest.strip() else None
        if keyword is not None:
            number = find_line_number(text, number, context)
            yield MisspeltStep(number, text, word, keyword)


def find_line_number(text: str, above: int, context: LintContext) -> int:
    """Find the next line below a line that says a text; `above` where the source is not at hand."""
    for number, line in enumerate(context.lines[above:], start=above + 1):
        if line.strip() == text:
            return number
    return above


@cache
def find_meant_keyword(word: str, language: str) -> str | None:
    """Find the keyword that a word is one slip away from; None for a keyword, and for an ordinary word."""
    keywords = [keyword for keyword in list_step_keywords(language) if " " not in keyword]
    bare = word.rstrip(":")
    if word in keywords or not bare or bare.lower() in load_lexicon("en").word_set("keyword_like_words"):
        return None
    for keyword in keywords:
        shortest = _SHORTEST if language == "en" else _SHORTEST_ELSEWHERE
        is_shouted = bare.isupper() and bare == keyword.upper() and len(bare) > 1
        is_slip = (
            len(keyword) >= shortest and bare[0].isupper() and is_one_slip(bare.lower(), keyword.lower())
        )
        if bare == keyword or is_shouted or is_slip:
            return keyword
    return None


def is_one_slip(word: str, keyword: str) -> bool:
    """Tell whether one letter is missing, added or wrong, or two neighbours have changed places."""
    if word == keyword:
        return False
    if sorted(word) == sorted(keyword):
        differing = [
            index for index, pair in enumerate(zip(word, keyword, strict=True)) if pair[0] != pair[1]
        ]
        return len(differing) == 2 and differing[1] == differing[0] + 1  # noqa: PLR2004 - two neighbours
    shorter, longer = sorted((word, keyword), key=len)
    if len(longer) == len(shorter):
        return sum(one != other for one, other in zip(word, keyword, strict=True)) == 1
    return len(longer) == len(shorter) + 1 and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )
