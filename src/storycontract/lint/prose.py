"""A text as wording rules read it: its words, with what it quotes out of the way."""

import re
from dataclasses import dataclass
from functools import lru_cache

from storycontract.lint.masking import MASK, mask_literals

# A word may hold hyphens and apostrophes, and an abbreviation its dots; a run of mask characters is one
# word, and so is each mark that parts clauses.
_WORD = re.compile(
    rf"{MASK}+|(?:[^\W\d_]\.){{2,}}|etc\.|&|[^\W_]+(?:[-'\u2019/][^\W_]+)*|[,;:.!?()\[\]\u2014\u2013]"
)
LITERAL = MASK
# A project repeats its steps many times over.
_KEPT = 16_384


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a prose from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of a text in lower case and where each stands; a literal is the one word `LITERAL`.

    Marks that part clauses are words of their own.
    """

    text: str
    masked: str
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def quote(self, span: Span) -> str:
        """Give the words of a span as written."""
        return self.text[self.places[span.start][0] : self.places[span.end - 1][1]]

    @property
    def has_literal(self) -> bool:
        """Tell whether it quotes anything, or holds a parameter or a number."""
        return LITERAL in self.words


@lru_cache(maxsize=_KEPT)
def read_prose(text: str) -> Prose:
    """Read the words of a text."""
    masked = mask_literals(text)
    found = tuple(_WORD.finditer(masked))
    return Prose(
        text=text,
        masked=masked,
        words=tuple(_fold(match[0]) for match in found),
        places=tuple(match.span() for match in found),
    )


def _fold(word: str) -> str:
    if word.startswith(MASK):
        return LITERAL
    return word.lower().replace("\u2019", "'")
