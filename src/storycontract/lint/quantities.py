"""Whether an English quantifier speaks of an amount."""

from collections.abc import Sequence
from functools import cache

from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.word_forms import VerbForm, load_verbs

# `status`, `access` and `analysis` are one.
_SINGULAR_ENDINGS = ("ss", "us", "is")


def says_how_many(behind_some: Sequence[str]) -> bool:
    """Tell whether `some` is an amount: before a singular it is any one of them, as in `some step fails`."""
    first, second = (*behind_some[:2], "", "")[:2]
    return _is_plural(first) or (_is_plural(second) and second not in _load_verbs_with_s())


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS)


@cache
def _load_verbs_with_s() -> frozenset[str]:
    """Load the forms of verbs that can hardly be nouns in the plural."""
    lexicon = load_lexicon("en")
    nouns = lexicon.word_set("noun_like_verbs")
    verbs = load_verbs("capability_verbs").items()
    forms = [form for form, (verb, kind) in verbs if kind is VerbForm.THIRD_PERSON and verb not in nouns]
    listed = [word for name in ("auxiliaries", "copulas", "test_verbs") for word in lexicon.list_words(name)]
    empty = [word.replace("*", "s") for word in lexicon.list_words("empty_verbs")]
    return frozenset([*forms, *listed, *empty, "exists"])
