"""The keywords of steps and headers in every Gherkin language."""

from functools import cache

from storycontract.gherkin_reader.dialects import Dialect, find_dialect

_STAR = "*"
_ENGLISH = "en"


@cache
def list_conjunctions(language: str) -> tuple[str, ...]:
    """List the keywords that keep the kind of the step above, `And` first, `*` left out."""
    dialect = _find_dialect(language)
    return _strip((*dialect["and"], *dialect["but"]))


@cache
def list_outcome_keywords(language: str) -> tuple[str, ...]:
    """List the keywords of Then steps."""
    return _strip(tuple(_find_dialect(language)["then"]))


@cache
def list_header_keywords(language: str) -> tuple[str, ...]:
    """List the keywords of what stands inside a feature: rules, backgrounds, scenarios and examples."""
    dialect = _find_dialect(language)
    inner = (
        *dialect["rule"],
        *dialect["background"],
        *dialect["scenario"],
        *dialect["scenarioOutline"],
        *dialect["examples"],
    )
    return _strip(tuple(inner))


@cache
def list_starting_keywords(language: str) -> tuple[str, ...]:
    """List the keywords of Given, When and Then steps as written, with the space that must follow."""
    dialect = _find_dialect(language)
    starting = (*dialect["given"], *dialect["when"], *dialect["then"])
    return tuple(dict.fromkeys(word for word in starting if word.strip() != _STAR))


@cache
def list_step_keywords(language: str) -> tuple[str, ...]:
    """List all keywords of steps, `*` left out."""
    dialect = _find_dialect(language)
    starting = (*dialect["given"], *dialect["when"], *dialect["then"])
    return tuple(dict.fromkeys((*_strip(starting), *list_conjunctions(language))))


def _strip(keywords: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in keywords if word.strip() != _STAR))


def _find_dialect(language: str) -> Dialect:
    dialect = find_dialect(language) or find_dialect(_ENGLISH)
    if dialect is None:
        raise LookupError(language)
    return dialect
