"""Sentences in the passive that do not say who acts."""

from functools import cache

from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import Span, read_prose

_SHORTEST_PARTICIPLE = 5
_REACH = 3


def find_passive(text: str) -> str | None:
    """Find the passive of an English sentence in which no `by` names an agent."""
    prose = read_prose(text)
    lexicon = load_lexicon("en")
    for index, word in enumerate(prose.words):
        if word not in lexicon.word_set("be_forms"):
            continue
        for place in range(index + 1, min(index + 1 + _REACH, len(prose.words))):
            if _is_participle(prose.words[place]) and "by" not in prose.words[place:]:
                return prose.quote(Span(index, place + 1))
            if not prose.words[place].endswith("ly") and prose.words[place] not in {
                "being",
                "not",
                "been",
                "also",
            }:
                break
    return None


def _is_participle(word: str) -> bool:
    if word in load_lexicon("en").word_set("non_passive"):
        return False
    return (word.endswith("ed") and len(word) >= _SHORTEST_PARTICIPLE) or word in _irregular_participles()


@cache
def _irregular_participles() -> frozenset[str]:
    return frozenset(line.split()[-1] for line in load_lexicon("en").list_words("irregular_verbs"))
