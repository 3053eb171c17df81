"""The keywords of steps in every Gherkin language."""

from functools import cache

from gherkin.dialect import Dialect

_STAR = "*"
_ENGLISH = "en"


@cache
def list_conjunctions(language: str) -> tuple[str, ...]:
    """List the keywords that keep the kind of the step above, `And` first, `*` left out."""
    dialect = _find_dialect(language)
    return _strip((*dialect.and_keywords, *dialect.but_keywords))


@cache
def list_step_keywords(language: str) -> tuple[str, ...]:
    """List all keywords of steps, `*` left out."""
    dialect = _find_dialect(language)
    starting = (*dialect.given_keywords, *dialect.when_keywords, *dialect.then_keywords)
    return tuple(dict.fromkeys((*_strip(starting), *list_conjunctions(language))))


def _strip(keywords: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in keywords if word.strip() != _STAR))


def _find_dialect(language: str) -> Dialect:
    dialect = Dialect.for_name(language) or Dialect.for_name(_ENGLISH)
    if dialect is None:
        raise LookupError(language)
    return dialect
