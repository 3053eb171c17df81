"""What a narrative asks for: its capabilities, and the mechanisms it prescribes."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from storycontract.lint.code_wording import find_code, find_command_option
from storycontract.lint.lexicon import Lexicon, load_lexicon
from storycontract.lint.phrases import iter_phrases
from storycontract.lint.prose import LITERAL, Prose, read_prose
from storycontract.lint.word_forms import VerbForm, load_verbs


def list_capabilities(want: str, language: str) -> tuple[str, ...]:
    """List the verbs of a want that each ask for a capability of its own; the first and those joined to it.

    Empty where the want does not start with a verb that is known.
    """
    prose = read_prose(want)
    lexicon = load_lexicon(language)
    first = _find_first_verb(prose, lexicon, language)
    if first is None:
        return ()
    verbs = [first]
    for index in range(first + 1, len(prose.words)):
        if prose.words[index] in lexicon.word_set("subordinators") or prose.words[index] in {
            ".",
            ";",
            ":",
            "(",
        }:
            break
        verb = _find_verb_behind(prose, index + 1, lexicon, language)
        if _is_joint(prose, index, lexicon) and _is_joined_verb(prose, index, verb, verbs[-1], lexicon):
            verbs.append(verb)
    return tuple(dict.fromkeys(_split_verbs(prose, verbs)))


def propose_split(want: str, verbs: Sequence[str], language: str) -> tuple[str, ...]:
    """Propose one want for each of the verbs that a want joins, in its own words.

    A verb that shares its object with the next one (`create and edit a post`) gets it. Empty where the verbs
    do not stand one after the other in the text, or stand at its end, as in German.
    """
    if language in _VERB_LAST:
        return ()
    words = want.split()
    bare = [word.strip(",.;:").casefold() for word in words]
    starts: list[int] = []
    for verb in verbs:
        start = next((i for i in range(starts[-1] + 1 if starts else 0, len(bare)) if bare[i] == verb), None)
        if start is None:
            return ()
        starts.append(start)
    lexicon = load_lexicon(language)
    idle = lexicon.word_set("conjunctions") | lexicon.word_set("want_fillers")
    parts = [
        _trim(words[start:end], idle) for start, end in zip(starts, [*starts[1:], len(words)], strict=True)
    ]
    for index in range(len(parts) - 2, -1, -1):
        if len(parts[index]) == 1:
            parts[index] += parts[index + 1][1:]
    return tuple(" ".join(part) for part in parts)


def _trim(words: list[str], idle: AbstractSet[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and kept[-1].strip(",.;:").casefold() in {*idle, ""}:
        kept.pop()
    return [*kept[:-1], kept[-1].rstrip(",.;:")]


def _split_verbs(prose: Prose, verbs: list[int]) -> list[str]:
    return [part for index in verbs for part in prose.words[index].split("/")]


def _find_first_verb(prose: Prose, lexicon: Lexicon, language: str) -> int | None:
    verbs = load_capability_verbs(language)
    index = _skip_fillers(prose, 0, lexicon)
    if language in _VERB_LAST:
        return next((index for index in range(len(prose.words)) if prose.words[index] in verbs), None)
    is_verb = index < len(prose.words) and set(prose.words[index].split("/")) <= verbs
    return index if is_verb else None


# In these the verb of a want stands at its end: `Bücher suchen und bestellen`.
_VERB_LAST = frozenset({"de", "nl"})


@cache
def load_capability_verbs(language: str) -> frozenset[str]:
    """Load the verbs that name a capability, in the form that a want has them."""
    return load_lexicon(language).word_set("capability_verbs")


def _skip_fillers(prose: Prose, index: int, lexicon: Lexicon) -> int:
    fillers = lexicon.word_set("want_fillers")
    while index < len(prose.words) and prose.words[index] in fillers:
        index += 1
    return index


def _find_verb_behind(prose: Prose, index: int, lexicon: Lexicon, language: str) -> int:
    if language not in _VERB_LAST:
        return _skip_fillers(prose, index, lexicon)
    verbs = lexicon.word_set("capability_verbs")
    words = range(index, len(prose.words))
    return next((place for place in words if prose.words[place] in verbs), len(prose.words))


def _is_joint(prose: Prose, index: int, lexicon: Lexicon) -> bool:
    return prose.words[index] == "," or prose.words[index] in lexicon.word_set("conjunctions")


def _is_joined_verb(prose: Prose, joint: int, verb: int, before: int, lexicon: Lexicon) -> bool:
    if verb >= len(prose.words) or prose.words[verb] not in lexicon.word_set("capability_verbs"):
        return False
    if prose.words[verb] not in lexicon.word_set("noun_like_verbs"):
        return True
    follows = prose.words[verb + 1 : verb + 2]
    has_object = bool(follows) and (follows[0] in lexicon.word_set("determiners") or follows[0] == LITERAL)
    return has_object or joint == before + 1 or prose.words[verb - 1] == "to"


def find_mechanism(want: str, language: str, allow: AbstractSet[str]) -> str | None:
    """Find the part of a user interface, the technology or the piece of code that a want prescribes."""
    prose = read_prose(want)
    for span in iter_phrases("mechanism_nouns", prose, language, allow):
        # `to link accounts` and `tables the motion` are verbs.
        if span.start == 0 or prose.words[span.start - 1] not in _VERB_SIGNS:
            return prose.quote(span)
    return find_code(want) or find_command_option(want)


_VERB_SIGNS = frozenset({"to", "and", "or", "not", "can", "i"})


def list_title_verbs(title: str, language: str) -> tuple[str, ...]:
    """List the verbs that a title joins, whichever form it has them in; one verb, or none, joins nothing."""
    prose = read_prose(title)
    forms = load_verbs("capability_verbs")
    if not prose.words or prose.words[0] not in forms:
        return ()
    first, form = forms[prose.words[0]]
    lexicon = load_lexicon(language)
    verbs = [first]
    for index, word in enumerate(prose.words[1:-1], start=1):
        if word in lexicon.word_set("subordinators"):
            break
        known = forms.get(prose.words[index + 1])
        if not _is_joint(prose, index, lexicon) or known is None or known[1] is not form:
            continue
        if form is VerbForm.GERUND or _is_joined_verb(prose, index, index + 1, 0, lexicon):
            verbs.append(known[0])
    return tuple(verbs)
