"""The words that wording rules know in a language."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from storycontract.lint.prose import Prose, Span

# The languages whose words are known, so the only ones in which wording rules say anything.
KNOWN_LANGUAGES = ("de", "en", "es", "fr", "nl", "pt")


class Lexicon:
    """The word lists of one language, by name; each is at hand as a pattern, as a set, and for searching."""

    def __init__(self, lists: Mapping[str, list[str]]) -> None:
        self._lists = lists
        self._patterns: dict[str, str] = {}
        self._sets: dict[str, frozenset[str]] = {}
        self._finders: dict[str, PhraseFinder] = {}

    def __getitem__(self, name: str) -> str:
        """Give a list as a regular expression that matches any of its words."""
        if name not in self._patterns:
            self._patterns[name] = _any_of(self._lists[name])
        return self._patterns[name]

    def list_names(self) -> tuple[str, ...]:
        """List the names of the lists."""
        return tuple(self._lists)

    def list_words(self, name: str) -> tuple[str, ...]:
        """List the words of a list as written; none where the language has no such list."""
        return tuple(self._lists.get(name, ()))

    def word_set(self, name: str) -> frozenset[str]:
        """Give a list as a set, for single words without `*`."""
        if name not in self._sets:
            self._sets[name] = frozenset(self._lists.get(name, ()))
        return self._sets[name]

    def find(self, name: str, prose: Prose, start: int = 0) -> Span | None:
        """Find the first word or phrase of a list in a text, from a word on."""
        finder = self.finder(name)
        return next(finder.iter_spans(prose, start), None) if finder.may_find(prose.words) else None

    def finder(self, name: str) -> "PhraseFinder":
        """Give a list as something that finds its words in a text."""
        finder = self._finders.get(name)
        if finder is None:
            finder = self._finders[name] = PhraseFinder(self._lists.get(name, ()))
        return finder


class PhraseFinder:
    """Finds words and phrases in a text; the longest phrase that starts with a word wins."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        # By the word of each phrase that tells most, what else is in it: `in the log` is not worth a search
        # wherever there is `in`.
        self._by_telling: dict[str, list[frozenset[str]]] = {}
        endings: list[str] = []
        for phrase in phrases:
            words = tuple(phrase.split())
            if phrase.endswith("*"):
                endings.append(phrase[:-1])
            else:
                self._by_first.setdefault(words[0], []).append(words)
                telling = max(reversed(words), key=_tell_how_much)
                self._by_telling.setdefault(telling, []).append(frozenset(words) - {telling})
        for choices in self._by_first.values():
            choices.sort(key=len, reverse=True)
        self._beginnings = tuple(endings)

    def iter_spans(self, prose: Prose, start: int = 0) -> Iterator[Span]:
        """Find the places of all phrases, first ones first."""
        if not self.may_find(prose.words):
            return
        index = start
        words = prose.words
        by_first, beginnings = self._by_first, self._beginnings
        while index < len(words):
            length = 0
            if words[index] in by_first or (beginnings and words[index].startswith(beginnings)):
                length = self.measure_at(prose, index)
                if length:
                    yield Span(index, index + length)
            index += length or 1

    def may_find(self, words: tuple[str, ...]) -> bool:
        """Tell whether any word may be of a phrase: most texts hold none, and this tells so at once."""
        if not self._by_telling.keys().isdisjoint(words):
            return True
        if not self._beginnings:
            return False
        beginnings = self._beginnings
        return any([word.startswith(beginnings) for word in words])  # noqa: C419 - faster than a generator

    def list_needs(self, word: str) -> Sequence[frozenset[str]]:
        """List the phrases that a word tells most of, each as what else a text has to hold for it."""
        if self._beginnings and word.startswith(self._beginnings):
            return (frozenset(),)
        return self._by_telling.get(word, ())

    def measure_at(self, prose: Prose, index: int) -> int:
        """Count the words of the longest phrase that starts at a word; 0 for none."""
        words = prose.words
        for phrase in self._by_first.get(words[index], ()):
            if words[index : index + len(phrase)] == phrase:
                return len(phrase)
        return int(bool(self._beginnings) and words[index].startswith(self._beginnings))


# Every second step holds one of them.
_IN_MANY_STEPS = frozenset({"should", "the"})


def _tell_how_much(word: str) -> tuple[bool, int]:
    return word not in _IN_MANY_STEPS, len(word)


@cache
def load_lexicon(language: str) -> Lexicon:
    """Load the words of a language; none of one that is not known."""
    if language not in KNOWN_LANGUAGES:
        return Lexicon({})
    source = Path(__file__).with_name("lexicons") / f"{language}.toml"
    return Lexicon(tomllib.loads(source.read_text(encoding="utf-8")))


def _any_of(words: list[str]) -> str:
    # Longest first, so that a phrase wins over the word it starts with.
    choices = sorted((_one_word(word) for word in words), key=len, reverse=True)
    return rf"(?<![\w-])(?:{'|'.join(choices)})(?![\w-])"


def _one_word(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
