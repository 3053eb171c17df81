"""What a title says about the behaviour it stands above."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from storycontract.lint.lexicon import Lexicon, load_lexicon
from storycontract.lint.prose import KEPT_TEXTS, Prose, Span, read_prose
from storycontract.lint.word_forms import find_stem, load_verbs

_CODE_ALONE = re.compile(r"[\w.$:]+\([^()]*\)|/[\w/{}.-]*|[A-Za-z]+(?:[A-Z_.]\w*)+|[A-Z]{2,}\s+/\S*")
_PLACEHOLDER = re.compile(r"\[[^\]]*\]|<[^>]*>|\W*")
_NUMBER_AT_END = re.compile(
    r"\b(?:test|scenario|case|example|tc|step|issue|bug|ticket|part|variant)s?\s*[-#:.]?\s*\d+\W*$|^\W*\d+\W*$",
    re.IGNORECASE,
)


# What only counts titles, or says where they are listed: `Scenario 3:`, `TC-07 -`, `two:`.
_LISTING = re.compile(
    r"(?:(?:(?:scenario|test|case|tc|example|issue|bug|ticket|story|step|us|ac|gh)s?\s*)*[-_#]?\d+(?:\.\d+)*[a-z]?"
    r"|[A-Z]{2,}-\d+|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third)"
    r"\s*(?:[-:)\u2013\u2014]+|\.(?=\s))\s+(?=[^\W\d])",
    re.IGNORECASE,
)
_QUOTES = frozenset("`\"'")
# `A simple login` says no more than `Login`.
_SHORT = 3
_FEW = 2
_LONG = 6
_LONGEST_NAME = 4
_IDLE_FORMS = frozenset({"passing", "failing", "working", "testing", "tested"})


def is_vague_title(title: str, feature: str, language: str) -> bool:
    """Tell whether a title leaves open which behaviour or rule it is about."""
    stripped = title.strip()
    if listed := _LISTING.match(stripped):
        stripped = stripped[listed.end() :]
    if _PLACEHOLDER.fullmatch(stripped) or _CODE_ALONE.fullmatch(stripped):
        return True
    prose = read_prose(stripped)
    lexicon = load_lexicon(language)
    if _talks_emptily(prose, lexicon, language):
        return True
    words = [word for word in prose.words if word[0].isalnum()]
    empty = lexicon.word_set("empty_title_words")
    telling = [word for word in words if word not in empty]
    if len(telling) <= _FEW and _NUMBER_AT_END.search(stripped):
        return True
    if prose.has_literal:
        # It quotes the name of a thing and says no word about it.
        return not words and not _QUOTES.isdisjoint(stripped)
    return (
        (len(words) <= _SHORT and len(telling) <= 1)
        or ((len(words) <= _FEW or _fold(stripped) == _fold(feature)) and not _tells_event(words, language))
        or (language == "en" and len(words) <= _LONG and _only_names_thing(prose, words, telling, lexicon))
    )


def _talks_emptily(prose: Prose, lexicon: Lexicon, language: str) -> bool:
    """Tell whether it holds a phrase such as `edge cases`, and nothing that happens beside it."""
    span = lexicon.find("vague_title_phrases", prose)
    if span is None:
        return False
    rest = (*prose.words[: span.start], *prose.words[span.end :])
    return language != "en" or not _has_verb(rest)


def _only_names_thing(prose: Prose, words: list[str], telling: list[str], lexicon: Lexicon) -> bool:
    """Tell whether an English title has one word of weight, or names a part: `User profile page`."""
    function_words = lexicon.word_set("function_words")
    is_bare = sum(word not in function_words for word in telling) <= 1
    is_part = (
        len(words) <= _LONGEST_NAME
        and words[-1] in lexicon.word_set("title_containers")
        and function_words.isdisjoint(words)
    )
    if not is_bare and not is_part:
        return False
    says = (
        lexicon.word_set("auxiliaries") | lexicon.word_set("copulas") | lexicon.word_set("subclause_openers")
    )
    if not says.isdisjoint(words) or lexicon.finder("refusals").may_find(prose.words):
        return False
    # To verify, and to be a failing test, is nothing that the product does.
    idle = lexicon.word_set("test_words")
    if words[0] in load_verbs("capability_verbs") and words[0] not in idle:
        # In front, even `order` and `search` are verbs.
        return False
    return not _has_verb(word for word in words if word not in idle and word not in _IDLE_FORMS)


def _tells_event(words: list[str], language: str) -> bool:
    """Tell whether words say that something happens, or how something is, instead of only naming a thing."""
    if language != "en":
        return len(words) > 1
    return _has_verb(words) or load_lexicon(language).finder("refusals").may_find(tuple(words))


def _has_verb(words: Iterable[str]) -> bool:
    verbs = load_verbs("capability_verbs")
    things = load_lexicon("en").word_set("title_things")
    return any(word.endswith(("ing", "ed", "ly")) or (word in verbs and word not in things) for word in words)


@lru_cache(maxsize=KEPT_TEXTS)
def _fold(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


def find_test_word(title: str, language: str) -> str | None:
    """Find the word at the start of a title that says that it is a test, which all are."""
    prose = read_prose(title)
    lexicon = load_lexicon(language)
    length = lexicon.finder("test_words").measure_at(prose, 0) if prose.words else 0
    if _is_about_tests(prose.words, lexicon):
        return None
    return prose.quote(Span(0, length)) if length else None


def _is_about_tests(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether its first word is a thing of which a verb follows: `Test step fails`."""
    if not words or words[0] not in lexicon.word_set("test_nouns"):
        return False
    of_kind = int(len(words) > 1 and words[1] in lexicon.word_set("test_things"))
    verb = words[1 + of_kind] if len(words) > 1 + of_kind else ""
    return (
        verb in lexicon.word_set("test_verbs")
        or (verb in lexicon.word_set("test_verbs_behind_several") and words[of_kind].endswith("s"))
        or (of_kind == 1 and verb == "that")
    )


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
