"""The words that wording rules know in a language, as patterns."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

Lexicon = Mapping[str, str]


@cache
def load_lexicon(language: str) -> Lexicon:
    """Load the words of a language; each entry is a regular expression that matches any word of its list."""
    source = resources.files("storycontract.lint").joinpath("lexicons", f"{language}.toml")
    lists: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))
    return {name: _any_of(words) for name, words in lists.items()}


def _any_of(words: list[str]) -> str:
    # Longest first, so that a phrase wins over the word it starts with.
    choices = sorted((_one_word(word) for word in words), key=len, reverse=True)
    return rf"(?<![\w-])(?:{'|'.join(choices)})(?![\w-])"


def _one_word(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
