"""Whether the words of an outcome step say anything that a run could prove wrong."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from storycontract.contract.step import Step, StepKind
from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.masking import MASK
from storycontract.lint.outcome_vocabulary import find_opinion, says_nothing
from storycontract.lint.prose import KEPT_TEXTS, read_prose

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
    if MASK in text or not _may_hold(_TELLING, text, language):
        return None
    patterns = _load_patterns(language)
    is_measured = _may_hold(_MEASURES, text, language) and patterns.measure.search(text)
    if is_measured or _asserts_nothing(text, language):
        return None
    for pattern in patterns.unmeasurable:
        if found := pattern.search(text):
            return found["words"]
    return None


def _is_prose_outcome(step: Step) -> bool:
    # A table or doc string may say what the words leave open.
    return step.kind is StepKind.OUTCOME and step.argument is None


def _asserts_nothing(text: str, language: str) -> bool:
    if language != _PATTERNED:
        return says_nothing(text, language)
    if any(pattern.fullmatch(text) for pattern in _load_blanks(language)):
        return True
    may_match = _may_hold(_SUBJECTS, text, language) and _may_hold(_PREDICATES, text, language)
    return may_match and any(pattern.fullmatch(text) for pattern in _load_patterns(language).empty)


# Every pattern asks for a word of these lists, and to look for words is faster than to search by patterns.
_TELLING = ("subjective_adjectives", "manner_adverbs", "vague_qualifiers")
_MEASURES = ("measures",)
_SUBJECTS = ("generic_subjects",)
_PREDICATES = ("empty_verbs", "empty_participles", "empty_states")


def _may_hold(names: tuple[str, ...], text: str, language: str) -> bool:
    words = _split(text)
    lexicon = load_lexicon(language)
    return any([lexicon.finder(name).may_find(words) for name in names])  # noqa: C419 - faster than a generator


@lru_cache(maxsize=KEPT_TEXTS)
def _split(text: str) -> tuple[str, ...]:
    # As the patterns of a lexicon part words, so that none of theirs is missed.
    return tuple(_WORD.findall(text.lower()))


_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class _Patterns:
    empty: tuple[re.Pattern[str], ...]
    unmeasurable: tuple[re.Pattern[str], ...]
    measure: re.Pattern[str]


@cache
def _load_blanks(language: str) -> tuple[re.Pattern[str], ...]:
    placeholders = load_lexicon(language)["placeholders"]
    return (_compile(rf"[^\w{MASK}]*"), _compile(rf"\[[^\]]*\]|\W*{placeholders}\W*"))


@cache
def _load_patterns(language: str) -> _Patterns:
    words = load_lexicon(language)
    helpers = f"(?:(?:{words['auxiliaries']}|{words['modifiers']})\\s+)*"
    being = rf"(?:{words['copulas']}|(?<=\w)['\u2019]s)\s+"
    seen = f"(?:(?:the\\s+)?{words['observers']}\\s+{helpers}{words['observations']}\\s+(?:that\\s+)?)?"
    subject = f"(?:the\\s+)?{words['generic_subjects']}"
    manner = f"(?:\\s+(?:{words['manner_adverbs']}|successfully))?"
    qualities = f"(?:{words['modifiers']}\\s+)*"
    clause_end = rf"(?=\s*(?:[.,;:!?)]|$|{words['clause_ends']}))"
    return _Patterns(
        empty=(
            _compile(rf"{seen}{subject}\s+{helpers}{words['empty_verbs']}{manner}[.!]*"),
            _compile(
                rf"{seen}{subject}(?:\s+{helpers}|(?=['\u2019])){being}{qualities}"
                rf"(?:{words['empty_participles']}{manner}|{words['empty_states']})[.!]*"
            ),
        ),
        unmeasurable=(
            _compile(rf"(?P<words>{being}{qualities}{words['subjective_adjectives']}){clause_end}"),
            _compile(rf"(?P<words>\b(?!as\s)\w+\s+{words['manner_adverbs']}){clause_end}"),
            _compile(
                rf"(?:{words['auxiliaries']}|{words['copulas']}|{words['observers']})\s+"
                rf"(?P<words>{words['manner_adverbs']}\s+\w+)"
            ),
            _compile(
                rf"(?P<words>{words['vague_qualifiers']}\s+(?:\w+\s+)??{words['vague_nouns']}){clause_end}"
            ),
        ),
        measure=_compile(words["measures"]),
    )


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
