"""What a feature is about by its own words, so that what it is about is no leak in it."""

import re
from functools import lru_cache

from storycontract.contract.feature import Feature
from storycontract.lint.lexicon import load_lexicon

_WORD = re.compile(r"[A-Za-z]{2,}")
_KEPT = 512


def story_words(feature: Feature | None) -> frozenset[str]:
    """Give the words of a feature's name and narrative in lower case."""
    return _find_words(f"{feature.name}\n{feature.description}") if feature else frozenset()


@lru_cache(maxsize=_KEPT)
def _find_words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) - load_lexicon("en").word_set(
        "common_subjects"
    )


def is_subject(found: str, subject: frozenset[str]) -> bool:
    """Tell whether what was found in a step is what the feature is about."""
    return bool(_find_words(found) & subject)


def is_about_addresses(subject: frozenset[str]) -> bool:
    """Tell whether a feature is about where something is found on the net."""
    return bool(load_lexicon("en").word_set("address_words") & subject)
