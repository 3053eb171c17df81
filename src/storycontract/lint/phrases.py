"""Finds the words of a list in a text, with what a language and a project except from it."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import Prose, Span

NOTHING_ALLOWED: frozenset[str] = frozenset()


def iter_phrases(
    name: str, prose: Prose, language: str, allow: AbstractSet[str] = NOTHING_ALLOWED
) -> Iterator[Span]:
    """Find the phrases of a list that stand in a text, first ones first.

    Left out are those inside a phrase of the list's exceptions, and those that the project allows.
    """
    lexicon = load_lexicon(language)
    finder = lexicon.finder(name)
    if not finder.may_find(prose.words):
        return
    spans = list(finder.iter_spans(prose))
    if not spans:
        return
    excepted = list(lexicon.finder(f"{name}_exceptions").iter_spans(prose))
    for span in spans:
        inside = any(other.start < span.end and span.start < other.end for other in excepted)
        if not inside and not is_allowed(prose, span, allow):
            yield span


def find_phrase(
    name: str, prose: Prose, language: str, allow: AbstractSet[str] = NOTHING_ALLOWED
) -> str | None:
    """Find the first such phrase, as written."""
    if not load_lexicon(language).finder(name).may_find(prose.words):
        return None
    span = next(iter_phrases(name, prose, language, allow), None)
    return prose.quote(span) if span else None


def is_allowed(prose: Prose, span: Span, allow: AbstractSet[str]) -> bool:
    """Tell whether the project allows the words of a span."""
    return bool(allow) and " ".join(prose.words[span.start : span.end]) in allow
