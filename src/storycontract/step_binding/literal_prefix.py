"""What every text that a parser matches begins with."""

import re
import warnings
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import parse  # type: ignore[import-untyped]  # its stubs come without a py.typed
from pytest_bdd import parsers

PREFIX_LIMIT = 32  # longer ones single out no more definitions

# re takes both for the plain i under IGNORECASE; str.casefold does not.
_UNUSUAL_I = str.maketrans(
    {"\N{LATIN SMALL LETTER DOTLESS I}": "i", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}": "i"}
)


def find_exact_text(parser: parsers.StepParser) -> str | None:
    """Return the only text the parser matches; None where there may be others."""
    name = _own_value(parser, "name")
    # A subclass of str may compare as it likes.
    return name if type(name) is str and _matches_like(parser, parsers.string) else None


def find_literal_prefix(parser: parsers.StepParser) -> str:
    """Return the folded beginning of every text that can match; empty where nothing is certain.

    The parser is known to raise for no text without this prefix either.
    """
    pattern = _find_pattern(parser)
    if pattern is None:
        return ""
    return fold_case("".join(_read_literals(pattern)))[:PREFIX_LIMIT]


def fold_case(text: str) -> str:
    """Fold away every difference of case that regular expressions ignore under IGNORECASE.

    It goes letter by letter, so that a prefix of a text folds to a prefix of the folded text.
    """
    return text.translate(_UNUSUAL_I).casefold()


def _find_pattern(parser: parsers.StepParser) -> re.Pattern[str] | None:
    pattern: object = None
    if _matches_like(parser, parsers.re):
        pattern = _own_value(parser, "regex")
    elif _matches_like(parser, parsers.parse):
        pattern = _compile_format(_own_value(parser, "parser"))
    return pattern if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str) else None


def _compile_format(reader: object) -> object:
    if not isinstance(reader, parse.Parser) or type(reader).parse is not parse.Parser.parse:
        return None
    try:
        return getattr(reader, "_match_re", None)
    except Exception:  # noqa: BLE001 - a pattern that does not compile raises for every text
        return None


def _matches_like(parser: parsers.StepParser, trusted: type[parsers.StepParser]) -> bool:
    kind = type(parser)
    return (
        kind.is_matching is trusted.is_matching
        and kind.__getattribute__ is object.__getattribute__
        and _own_value(parser, "is_matching") is None
    )


def _own_value(parser: parsers.StepParser, name: str) -> object:
    return getattr(parser, "__dict__", {}).get(name)


def _read_literals(pattern: re.Pattern[str]) -> list[str]:
    literals: list[str] = []
    try:
        # The standard library's own reading: it knows alternations, inline flags and verbose mode.
        reader: Any = import_module("re._parser")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _append_literals(reader.parse(pattern.pattern, pattern.flags & ~re.DEBUG), literals)
    except Exception:  # noqa: BLE001 - private to Python: without it every definition is asked
        return []
    return literals


def _append_literals(parts: Iterable[tuple[object, Any]], literals: list[str]) -> bool:
    """Append the literals that open the parts; False as soon as something else may come."""
    for operation, argument in parts:
        match repr(operation):
            case "LITERAL":
                literals.append(chr(argument))
            case "AT":  # an anchor takes no character
                continue
            case "SUBPATTERN":
                if not _append_literals(argument[-1], literals):
                    return False
            case _:
                return False
    return True
