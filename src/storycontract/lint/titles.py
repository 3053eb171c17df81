"""What a title says about the behaviour it stands above."""

import re

from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import Span, read_prose
from storycontract.lint.word_forms import find_stem, load_verbs

_CODE_ALONE = re.compile(r"[\w.$:]+\([^()]*\)|/[\w/{}.-]*|[A-Za-z]+(?:[A-Z_.]\w*)+|[A-Z]{2,}\s+/\S*")
_PLACEHOLDER = re.compile(r"\[[^\]]*\]|<[^>]*>|\W*")
_NUMBER_AT_END = re.compile(
    r"\b(?:test|scenario|case|example|tc|step)s?\s*[-#:.]?\s*\d+\W*$|^\W*\d+\W*$", re.IGNORECASE
)


def is_vague_title(title: str, feature: str, language: str) -> bool:
    """Tell whether a title leaves open which behaviour or rule it is about."""
    stripped = title.strip()
    if _PLACEHOLDER.fullmatch(stripped) or _CODE_ALONE.fullmatch(stripped):
        return True
    prose = read_prose(stripped)
    lexicon = load_lexicon(language)
    if lexicon.find("vague_title_phrases", prose) is not None:
        return True
    words = [word for word in prose.words if word[0].isalnum()]
    empty = lexicon.word_set("empty_title_words")
    telling = [word for word in words if word not in empty]
    if len(telling) <= _FEW and _NUMBER_AT_END.search(stripped):
        return True
    if prose.has_literal:
        return False
    is_short = len(words) <= _SHORT
    if is_short and _fold(stripped) == _fold(feature):
        return not _tells_event(words, language)
    return (is_short and len(telling) <= 1) or (len(words) <= _FEW and not _tells_event(words, language))


# `A simple login` says no more than `Login`.
_SHORT = 3
_FEW = 2


def _tells_event(words: list[str], language: str) -> bool:
    """Tell whether words say that something happens, or how something is, instead of only naming a thing."""
    if language != "en":
        return len(words) > 1
    verbs = load_verbs("capability_verbs")
    things = load_lexicon(language).word_set("title_things")
    refusals = load_lexicon(language).finder("refusals")
    prose = read_prose(" ".join(words))
    return any(
        word.endswith(("ing", "ed", "ly")) or (word in verbs and word not in things) for word in words
    ) or any(True for _ in refusals.iter_spans(prose))


def _fold(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


def find_test_word(title: str, language: str) -> str | None:
    """Find the word at the start of a title that says that it is a test, which all are."""
    prose = read_prose(title)
    lexicon = load_lexicon(language)
    length = lexicon.finder("test_words").measure_at(prose, 0) if prose.words else 0
    return prose.quote(Span(0, length)) if length else None


def says_nothing_else(title: str, test_word: str, language: str) -> bool:
    """Tell whether behind its test word a title only names a thing: `Test login`."""
    lexicon = load_lexicon(language)
    rest = read_prose(title[len(test_word) :].strip())
    telling = [word for word in rest.words if word not in lexicon.word_set("empty_title_words")]
    return len(telling) <= 1


def stems_of_title(title: str, language: str) -> frozenset[str]:
    """Give the stems of the telling words of a title."""
    lexicon = load_lexicon(language)
    ignored = lexicon.word_set("function_words") | lexicon.word_set("empty_title_words")
    return frozenset(
        find_stem(word, language)
        for word in read_prose(title).words
        if word[0].isalpha() and word not in ignored
    )
