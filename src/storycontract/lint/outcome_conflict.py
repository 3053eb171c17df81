"""Whether two statements can both hold."""

from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import KEPT_TEXTS, LITERAL, read_prose


class Statement(NamedTuple):
    """What a step states: its words without those of negation, their values, and whether it denies."""

    words: tuple[str, ...]
    is_denied: bool


@lru_cache(maxsize=KEPT_TEXTS)
def read_statement(text: str, language: str) -> Statement:
    """Read a step as a statement; a literal keeps its value."""
    prose = read_prose(text)
    negations = load_lexicon(language).word_set("negations")
    written = prose.written_words if LITERAL in prose.words else ()
    words: list[str] = []
    denials = 0
    for index, word in enumerate(prose.words):
        if word == LITERAL:
            words.append(f"{LITERAL}{written[index]}")
        elif word in negations:
            denials += 1
        elif word.endswith("n't") and len(word) > len("n't"):
            denials += 1
            words.append(_AUXILIARIES.get(word, word.removesuffix("n't")))
        elif word[0].isalnum() and word not in _SUPPORTS:
            words.append(word)
    return Statement(tuple(words), is_denied=denials % 2 == 1)


_AUXILIARIES = {"can't": "can", "won't": "will", "shan't": "shall"}
# `does not see` denies `sees`.
_SUPPORTS = frozenset({"do", "does", "did", "a", "an", "any", "longer"})


@lru_cache(maxsize=KEPT_TEXTS)
def conflict(one: str, other: str, language: str) -> str | None:
    """Say why two statements cannot both hold; None where they can, or where it cannot be told."""
    first, second = read_statement(one, language), read_statement(other, language)
    if len(first.words) != len(second.words):
        return None
    if _is_same_but_inflected(first.words, second.words):
        return "one says what the other denies" if first.is_denied != second.is_denied else None
    different = [
        index for index, pair in enumerate(zip(first.words, second.words, strict=True)) if pair[0] != pair[1]
    ]
    if len(different) != 1 or first.is_denied or second.is_denied:
        return None
    place = different[0]
    pair = first.words[place], second.words[place]
    if frozenset(pair) in _load_antonyms(language):
        return f"`{pair[0]}` and `{pair[1]}` exclude each other"
    if all(word.startswith(LITERAL) for word in pair) and _is_single_valued(first.words, place, language):
        return f"{pair[0][1:]} and {pair[1][1:]} exclude each other"
    return None


def _is_same_but_inflected(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    # `Ann does not see it` against `Ann sees it`
    return all(
        one == other or (one[0] != LITERAL and one.removesuffix("s") == other.removesuffix("s"))
        for one, other in zip(first, second, strict=True)
    )


@cache
def _load_antonyms(language: str) -> frozenset[frozenset[str]]:
    pairs = (_list_pairs(line) for line in load_lexicon(language).list_words("antonyms"))
    return frozenset(pair for listed in pairs for pair in listed)


def _list_pairs(line: str) -> list[frozenset[str]]:
    """List the pairs of `open closed`, or of two sides: `shown displayed | hidden`."""
    one, bar, other = line.partition("|")
    if not bar:
        return [frozenset(line.split())]
    return [frozenset(pair) for pair in product(one.split(), other.split())]


def _is_single_valued(words: tuple[str, ...], place: int, language: str) -> bool:
    """Tell whether what is said right before a value can have but one: `the total is 5`."""
    lexicon = load_lexicon(language)
    before = words[place - 1 : place]
    is_said_to_be = bool(before) and before[-1] in lexicon.word_set("equalities")
    is_last = place == len(words) - 1
    # What `it` is changes with the time of the day; one of many may be this, and another that.
    says_which = words[0] != "it" and not lexicon.word_set("many_words") & set(words[:place])
    return is_said_to_be and says_which and (is_last or not words[place + 1].startswith(LITERAL))
