"""Help for a step that nothing runs: close matches, and a function to start from."""

import keyword
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar, assert_never

import parse  # type: ignore[import-untyped]  # its stubs come without a py.typed
from rapidfuzz import fuzz

from storycontract.contract.step import DataTable, DocString, StepArgument, StepKind, TableAndDocString
from storycontract.step_binding.step_definition import ParserKind

SNIPPET_IMPORT = "from pytest_bdd import given, parsers, then, when"

_CLOSE_ENOUGH = 60.0  # of 100
_OTHER_KIND_COST = 5.0
_NAME_LENGTH = 60
_MASK = "\N{BULLET}"

_VALUE = re.compile(
    r'"(?P<text>[^"]+)"'
    r"|(?<![\w.,:/+-])(?P<number>[-+]?[0-9]+)(?P<fraction>\.[0-9]+)?(?!\w|[.,:/-]\w)"
)
_FORMAT_FIELD = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
_REGEX_GROUP = re.compile(r"\\[dwsDWS][+*?]*|\[[^\]]*\][+*?]*|\.[+*]\??|\{[0-9,]+\}")
_TAKEN_NAMES = frozenset({"given", "when", "then", "parsers", "text", "number", "datatable", "docstring"})


class Described(Protocol):
    """What can be offered for a step: a kind, None for all of them, and a pattern."""

    @property
    def kind(self) -> StepKind | None:
        """The kind of step it runs for."""

    @property
    def pattern(self) -> str:
        """What it matches, as written."""

    @property
    def parser_kind(self) -> ParserKind:
        """How the pattern is read."""


DescribedT = TypeVar("DescribedT", bound=Described)


def suggest_steps(
    kind: StepKind,
    text: str,
    definitions: Iterable[DescribedT],
    limit: int = 3,
    close_enough: float = _CLOSE_ENOUGH,
) -> tuple[DescribedT, ...]:
    """List the definitions that come closest to the text, the closest first.

    Those for another kind of step are offered too, a little later: the wrong keyword is a common slip.
    `close_enough` is the least likeness, of 100.
    """
    wanted = _mask_text(text)
    scored = [(_score(kind, wanted, definition), definition) for definition in definitions]
    close = [pair for pair in scored if pair[0] >= close_enough]
    close.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(definition for _, definition in close[:limit])


def render_snippet(kind: StepKind, text: str, argument: StepArgument = None) -> str:
    """Render a step function that matches the text and fails until somebody writes its body.

    It needs the names of `SNIPPET_IMPORT`.
    """
    pattern, names = _find_pattern(text)
    read = f"parsers.parse({_quote(pattern)})" if names else _quote(pattern)
    parameters = ", ".join([*names, *_name_argument(argument)])
    message = _quote(f"step is not written yet: {_name_decorator(kind)} {pattern}")
    return (
        f"@{_name_decorator(kind)}({read})\n"
        f"def {_name_function(text)}({parameters}):\n"
        f"    raise NotImplementedError({message})\n"
    )


def snippet_key(kind: StepKind, text: str) -> str:
    """Return what steps share for which one snippet will do: they differ in values only."""
    return f"{_name_decorator(kind)} {_find_pattern(text)[0]}"


def _score(kind: StepKind, wanted: str, definition: Described) -> float:
    score = fuzz.ratio(wanted, _mask_pattern(definition.pattern, definition.parser_kind))
    return score if definition.kind in (kind, None) else score - _OTHER_KIND_COST


def _mask_text(text: str) -> str:
    masked = _VALUE.sub(lambda value: f'"{_MASK}"' if value["text"] else _MASK, text)
    return masked.casefold()


@lru_cache(maxsize=8192)
def _mask_pattern(pattern: str, parser_kind: ParserKind) -> str:
    match parser_kind:
        case ParserKind.STRING:
            return _mask_text(pattern)
        case ParserKind.PARSE | ParserKind.CFPARSE:
            return _FORMAT_FIELD.sub(_mask_field, pattern).casefold()
        case ParserKind.RE | ParserKind.CUSTOM:
            return _mask_regex(pattern).casefold()
    assert_never(parser_kind)


def _mask_field(field: re.Match[str]) -> str:
    return {"{{": "{", "}}": "}"}.get(field[0], _MASK)


def _mask_regex(pattern: str) -> str:
    masked = pattern.strip("^$")
    # Innermost groups first, until none is left.
    while (outer := re.sub(r"(?<!\\)\((?:[^()\\]|\\.)*\)[?*+]?", _MASK, masked)) != masked:
        masked = outer
    return re.sub(r"\\(.)|(?<=\w)\?", r"\1", _REGEX_GROUP.sub(_MASK, masked))


def _find_pattern(text: str) -> tuple[str, list[str]]:
    """Return the pattern and the names of its values; the text itself, and none, where there is no value."""
    pieces: list[str] = []
    names: list[str] = []
    end = 0
    for value in _VALUE.finditer(text):
        name, field = _name_value(value, names)
        names.append(name)
        pieces += [_escape_braces(text[end : value.start()]), field]
        end = value.end()
    pattern = "".join([*pieces, _escape_braces(text[end:])])
    return (pattern, names) if names and _reads(pattern, text) else (text, [])


def _name_value(value: re.Match[str], taken: list[str]) -> tuple[str, str]:
    base = "text" if value["text"] else "number"
    count = sum(name.startswith(base) for name in taken) + 1
    name = base if count == 1 else f"{base}_{count}"
    if value["text"]:
        return name, f'"{{{name}}}"'
    return name, f"{{{name}:g}}" if value["fraction"] else f"{{{name}:d}}"


def _reads(pattern: str, text: str) -> bool:
    try:
        return parse.parse(pattern, text) is not None
    except ValueError:
        return False


def _escape_braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _quote(text: str) -> str:
    quoted = repr(text)
    return f'"{quoted[1:-1]}"' if quoted[0] == "'" and '"' not in text else quoted


def _name_decorator(kind: StepKind) -> str:
    match kind:
        case StepKind.CONTEXT:
            return "given"
        case StepKind.ACTION:
            return "when"
        case StepKind.OUTCOME:
            return "then"
    assert_never(kind)


def _name_argument(argument: StepArgument) -> list[str]:
    match argument:
        case DataTable():
            return ["datatable"]
        case DocString():
            return ["docstring"]
        case TableAndDocString():
            return ["datatable", "docstring"]
        case None:
            return []
    assert_never(argument)


def _name_function(text: str) -> str:
    words = re.findall(r"\w+", _VALUE.sub(" ", text).lower())
    name = "_".join(filter(None, (_keep_identifier(word) for word in words)))[:_NAME_LENGTH].strip("_")
    if not name.isidentifier() or keyword.iskeyword(name) or name in _TAKEN_NAMES or name.startswith("test"):
        name = f"step_{name}".rstrip("_")
    return name if name.isidentifier() else "step"


def _keep_identifier(word: str) -> str:
    return "".join(letter for letter in word if f"a{letter}".isidentifier())
