"""A text as wording rules read it: its words, with what it quotes out of the way."""

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from storycontract.lint.masking import MASK, mask_literals

# A word may hold hyphens and apostrophes, and an abbreviation its dots; a run of mask characters is one word,
# and so is each mark that parts clauses.
_WORD = re.compile(
    rf"{MASK}+"
    r"|(?:[^\W\d_]\.){2,}|etc\.|&"
    r"|[^\W_]+(?:[-'\u2019/][^\W_]+)*"
    r"|[,;:.!?()\[\]\u2014\u2013]"
)
LITERAL = MASK
# A project repeats its steps many times over.
KEPT_TEXTS = 16_384


class Span(NamedTuple):
    """Words of a prose from `start` up to, not including, `end`."""

    start: int
    end: int


class Prose(NamedTuple):
    """The words of a text in lower case; a literal is the one word `LITERAL`.

    Marks that part clauses are words of their own.
    """

    text: str
    masked: str
    words: tuple[str, ...]

    @property
    def written_words(self) -> tuple[str, ...]:
        """The words as written, literals in full."""
        return tuple(self.text[start:end] for start, end in self._find_places())

    def quote(self, span: Span) -> str:
        """Give the words of a span as written."""
        places = self._find_places()
        return self.text[places[span.start][0] : places[span.end - 1][1]]

    @property
    def has_literal(self) -> bool:
        """Tell whether it quotes anything, or holds a parameter or a number."""
        return LITERAL in self.words

    def _find_places(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self.masked)]


@lru_cache(maxsize=KEPT_TEXTS)
def read_prose(text: str) -> Prose:
    """Read the words of a text."""
    masked = mask_literals(text)
    return Prose(text, masked, tuple(chain.from_iterable(map(_read_chunk, masked.lower().split()))))


@lru_cache(maxsize=KEPT_TEXTS)
def _read_chunk(chunk: str) -> tuple[str, ...]:
    """Read the words between two spaces: no word holds one, and a project has few that are not alike."""
    words = _WORD.findall(chunk.replace("\u2019", "'"))
    return tuple([LITERAL if word[0] == LITERAL else word for word in words])
