"""The forms of words: what two of them have in common, and which form a verb stands in."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import Prose

_VOWELS = frozenset("aeiou")
_SHORTEST_STEM = 3
# What inflects a word leaves it as short as `add`; what makes another word of it does not.
_SHORTEST_STEM_OF_DERIVED = 4
_INFLECTIONS = frozenset({"s", "es", "ed", "ing", "e", "y"})
_KEPT = 16_384


class VerbForm(StrEnum):
    """The form that a verb stands in."""

    BASE = "base"
    THIRD_PERSON = "third person"
    PAST = "past"
    GERUND = "gerund"


@lru_cache(maxsize=_KEPT)
def find_stem(word: str, language: str) -> str:
    """Cut the ending of a word, so that `recycling` and `recycles` are one."""
    for suffix in _list_suffixes(language):
        stem = word[: -len(suffix)]
        shortest = _SHORTEST_STEM if suffix in _INFLECTIONS else _SHORTEST_STEM_OF_DERIVED
        if word.endswith(suffix) and len(stem) >= shortest:
            return _undouble(stem)
    return word


@lru_cache(maxsize=_KEPT)
def find_concept(word: str, language: str) -> str:
    """Name what a word means, the same for words of one meaning: `hidden` and `hides`, `edit` and `change`.

    It cuts deeper than `find_stem`, for texts of which one is asked whether it says anything new.
    """
    stem = _find_root(word, language)
    return _load_synonyms(language).get(stem, stem)


def _find_root(word: str, language: str) -> str:
    if language != "en":
        return find_stem(word, language)
    person = word.removesuffix("s")
    if person in load_lexicon("en").word_set("person_nouns"):
        # A viewer is more than the viewing.
        return person
    root = _respell(_load_base_forms().get(word, word).replace("our", "or"))
    while (stem := _respell(find_stem(root, language))) != root:
        root = stem
    return root


def _respell(stem: str) -> str:
    for ending, spelled in _ONE_SPELLING:
        if stem.endswith(ending) and len(stem) > _SHORTEST_STEM_OF_DERIVED:
            return stem.removesuffix(ending) + spelled
    return stem


# `customise` and `customize`, `verification` and `verify`, `description` and `describe`, `registration`,
# `historical`.
_ONE_SPELLING = (
    ("is", "iz"),
    ("alys", "alyz"),
    ("ific", "if"),
    ("script", "scrib"),
    ("scrip", "scrib"),
    ("istr", "ist"),
    ("ic", ""),
)


@cache
def _load_base_forms() -> dict[str, str]:
    return {past: base for base, pasts in _iter_irregular() for past in pasts}


@cache
def _load_synonyms(language: str) -> dict[str, str]:
    families = [line.split() for line in load_lexicon(language).list_words("synonyms")]
    return {
        _find_root(word, language): _find_root(family[0], language) for family in families for word in family
    }


def _undouble(stem: str) -> str:
    doubled = len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    return stem[:-1] if doubled else stem


@cache
def _list_suffixes(language: str) -> tuple[str, ...]:
    return tuple(sorted(set(load_lexicon(language).list_words("suffixes")), key=len, reverse=True))


def content_stems(prose: Prose, language: str) -> frozenset[str]:
    """Give the stems of the words that carry a text."""
    return frozenset([find_stem(word, language) for word in _list_content_words(prose, language)])


def content_concepts(prose: Prose, language: str) -> frozenset[str]:
    """Give the concepts of the words that carry a text."""
    return frozenset([find_concept(word, language) for word in _list_content_words(prose, language)])


def _list_content_words(prose: Prose, language: str) -> list[str]:
    """List the words that carry a text, those of grammar and marks left out."""
    function_words = load_lexicon(language).word_set("function_words")
    parts: set[str] = set()
    for word in set(prose.words) - function_words:
        parts.update(word.replace("/", "-").split("-"))
    return [part for part in parts - function_words if part[:1].isalpha()]


@cache
def load_verbs(name: str) -> dict[str, tuple[str, VerbForm]]:
    """Map every form of the English verbs of a list to its base form; a form that is several is its first."""
    lexicon = load_lexicon("en")
    irregular = dict(_iter_irregular())
    forms: dict[str, tuple[str, VerbForm]] = {}
    for verb in lexicon.list_words(name):
        for word, form in _iter_forms(verb, irregular):
            forms.setdefault(word, (verb, form))
    return forms


def _iter_irregular() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in load_lexicon("en").list_words("irregular_verbs"):
        base, *pasts = line.split()
        yield base, tuple(pasts)


def _iter_forms(verb: str, irregular: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, VerbForm]]:
    yield verb, VerbForm.BASE
    yield third_person(verb), VerbForm.THIRD_PERSON
    for past in irregular.get(verb, (past_form(verb),)):
        yield past, VerbForm.PAST
    yield gerund(verb), VerbForm.GERUND


def third_person(verb: str) -> str:
    """Give the regular third person of an English verb."""
    if verb.endswith(("s", "x", "z", "ch", "sh", "go", "do")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return f"{verb[:-1]}ies"
    return "has" if verb == "have" else f"{verb}s"


def past_form(verb: str) -> str:
    """Give the regular past of an English verb."""
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return f"{verb[:-1]}ied"
    return f"{_double(verb)}ed"


def gerund(verb: str) -> str:
    """Give the gerund of an English verb."""
    if verb.endswith("e") and not verb.endswith(("ee", "ye")):
        return f"{verb[:-1]}ing"
    return f"{_double(verb)}ing"


def _double(verb: str) -> str:
    # `stop` and `submit` double their last letter, `open`, `visit` and `enter` do not.
    if len(verb) < _SHORTEST_STEM or verb[-1] in "aeiouwxy" or verb[-2] not in _VOWELS:
        return verb
    syllables = sum(
        letter in _VOWELS and before not in _VOWELS for before, letter in zip(f" {verb}", verb, strict=False)
    )
    stressed = verb.endswith(("mit", "fer", "pel", "cel", "ban", "gin", "get", "log", "pt"))
    return f"{verb}{verb[-1]}" if verb[-3] not in _VOWELS and (syllables == 1 or stressed) else verb
