"""Whether the words of an outcome step say anything that a run could prove wrong."""

import re
from functools import cache

from storycontract.contract.step import Step, StepKind
from storycontract.lint.lexicon import Lexicon, load_lexicon
from storycontract.lint.masking import MASK
from storycontract.lint.outcome_vocabulary import find_opinion, says_nothing
from storycontract.lint.prose import read_prose

# The one language whose fixed word order lets patterns tell more than its vocabulary.
_PATTERNED = "en"


def asserts_nothing(step: Step, language: str) -> bool:
    """Tell whether an outcome step asserts nothing at all, such as `it works`."""
    return _is_prose_outcome(step) and _asserts_nothing(read_prose(step.text).masked, language)


def find_unmeasurable(step: Step, language: str) -> str | None:
    """Find the words of an outcome step that two honest people can judge differently, such as `looks good`.

    None where there are none, where a measure stands beside them, and where the step asserts nothing at all.
    """
    if not _is_prose_outcome(step):
        return None
    text = read_prose(step.text).masked
    if language != _PATTERNED:
        return None if says_nothing(step.text, language) else find_opinion(step.text, language)
    if MASK in text or _load_measure(language).search(text) or _asserts_nothing(text, language):
        return None
    judged = _load_things(language).sub(_blank_out, text)
    for pattern in _load_unmeasurable(language):
        if found := pattern.search(judged):
            return text[slice(*found.span("words"))]
    return None


def hints_at_blank(word: str) -> bool:
    """Tell whether a text with such a word may be blank, or stand for one that is still to be written."""
    return "[" in word or not any(letter.isalnum() for letter in word)


def _is_prose_outcome(step: Step) -> bool:
    # A table or doc string may say what the words leave open.
    return step.kind is StepKind.OUTCOME and step.argument is None


def _asserts_nothing(text: str, language: str) -> bool:
    if language != _PATTERNED:
        return says_nothing(text, language)
    if any(pattern.fullmatch(text) for pattern in _load_blanks(language)):
        return True
    return _holds_only_known(text, language) and any(
        pattern.fullmatch(text) for pattern in _load_empty(language)
    )


# To look for words is faster than to search by patterns: what is unmeasurable holds a phrase of the first
# lists, what is empty one of the second, and nothing but words of the third and some more.
TELLING = ("subjective_adjectives", "manner_adverbs", "vague_qualifiers")
PREDICATES = ("empty_verbs", "empty_participles", "empty_states")
_IN_EMPTY = (
    *("generic_subjects", "auxiliaries", "modifiers", "copulas", "observers", "observations"),
    *("manner_adverbs", *PREDICATES),
)
_MORE_IN_EMPTY = ("the", "that", "successfully", "s")


def _holds_only_known(text: str, language: str) -> bool:
    words, beginnings = _load_known(language)
    return all(word in words or word.startswith(beginnings) for word in _split(text))


@cache
def _load_known(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Load the words of what is empty, and what some of them start with."""
    lexicon = load_lexicon(language)
    phrases = [phrase for name in _IN_EMPTY for phrase in lexicon.list_words(name)]
    words = [word for phrase in phrases for word in _split(phrase)]
    beginnings = tuple(phrase[:-1] for phrase in phrases if phrase.endswith("*"))
    return frozenset([*words, *_MORE_IN_EMPTY]), beginnings


def _split(text: str) -> tuple[str, ...]:
    # As the patterns of a lexicon part words, so that none of theirs is missed.
    return tuple(_WORD.findall(text.lower()))


_WORD = re.compile(r"[\w-]+")


@cache
def _load_blanks(language: str) -> tuple[re.Pattern[str], ...]:
    placeholders = load_lexicon(language)["placeholders"]
    return (_compile(rf"[^\w{MASK}]*"), _compile(rf"\[[^\]]*\]|\W*{placeholders}\W*"))


@cache
def _load_empty(language: str) -> tuple[re.Pattern[str], ...]:
    words = load_lexicon(language)
    helpers = f"(?:(?:{words['auxiliaries']}|{words['modifiers']})\\s+)*"
    seen = f"(?:(?:the\\s+)?{words['observers']}\\s+{helpers}{words['observations']}\\s+(?:that\\s+)?)?"
    subject = f"(?:the\\s+)?{words['generic_subjects']}"
    manner = f"(?:\\s+(?:{words['manner_adverbs']}|successfully))?"
    return (
        _compile(rf"{seen}{subject}\s+{helpers}{words['empty_verbs']}{manner}[.!]*"),
        _compile(
            rf"{seen}{subject}(?:\s+{helpers}|(?=['\u2019])){_being(words)}{_qualities(words)}"
            rf"(?:{words['empty_participles']}{manner}|{words['empty_states']})[.!]*"
        ),
    )


@cache
def _load_unmeasurable(language: str) -> tuple[re.Pattern[str], ...]:
    words = load_lexicon(language)
    clause_end = rf"(?=\s*(?:[.,;:!?)]|$|{words['clause_ends']}))"
    return (
        _compile(
            rf"(?P<words>{_being(words)}{_qualities(words)}{words['subjective_adjectives']}){clause_end}"
        ),
        _compile(rf"(?P<words>\b(?!as\s)\w+\s+{words['manner_adverbs']}){clause_end}"),
        _compile(
            rf"(?:{words['auxiliaries']}|{words['copulas']}|{words['observers']})\s+"
            rf"(?P<words>{words['manner_adverbs']}\s+\w+)"
        ),
        _compile(rf"(?P<words>{words['vague_qualifiers']}\s+(?:\w+\s+)??{words['vague_nouns']}){clause_end}"),
    )


@cache
def _load_things(language: str) -> re.Pattern[str]:
    """Load what looks like an adverb and is a thing: `the fine`, `a late fine`, `her well`."""
    words = load_lexicon(language)
    kind = rf"(?:(?!{words['copulas']}|{words['empty_verbs']})\w+\s+)?"
    return _compile(rf"{words['before_nouns']}\s+(?:{kind}fine|well|fast)(?!\w)")


def _blank_out(found: re.Match[str]) -> str:
    return "x" * len(found[0])


@cache
def _load_measure(language: str) -> re.Pattern[str]:
    return _compile(load_lexicon(language)["measures"])


def _being(words: Lexicon) -> str:
    return rf"(?:{words['copulas']}|(?<=\w)['\u2019]s)\s+"


def _qualities(words: Lexicon) -> str:
    return f"(?:{words['modifiers']}\\s+)*"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
