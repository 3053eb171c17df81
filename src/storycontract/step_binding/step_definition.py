"""A Python function together with the step texts it runs for."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import FunctionType

from pytest_bdd import parsers

from storycontract.contract.step import StepKind
from storycontract.step_binding.awaiting import needs_await
from storycontract.step_binding.function_source import strip_partial


class ParserKind(StrEnum):
    """How the pattern of a definition is read."""

    STRING = "string"
    PARSE = "parse"
    CFPARSE = "cfparse"
    RE = "re"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """One decorated function: what it runs for and where it is written.

    `kind` is None where it runs for every kind of step. `line` counts from 1 and is that of the first
    decorator; 0 where the function has no Python source, and `source_path` is then empty.
    """

    kind: StepKind | None
    pattern: str
    parser_kind: ParserKind
    function: Callable[..., object]
    module: str
    qualified_name: str
    source_path: str
    line: int
    is_async: bool
    target_fixture: str | None = None

    @property
    def place(self) -> str:
        """Where the function is written, as path:line."""
        return f"{self.source_path}:{self.line}"


def describe_definition(
    kind: StepKind | None,
    parser: parsers.StepParser,
    function: Callable[..., object],
    target_fixture: str | None = None,
) -> StepDefinition:
    """Describe a function that was registered for a kind of step and a parser."""
    written = _find_written(function)
    code = written.__code__ if isinstance(written, FunctionType) else None
    return StepDefinition(
        kind=kind,
        pattern=str(parser.name),
        parser_kind=name_parser_kind(parser),
        function=function,
        module=getattr(written, "__module__", None) or "",
        qualified_name=getattr(written, "__qualname__", type(written).__qualname__),
        source_path=code.co_filename if code else "",
        line=code.co_firstlineno if code else 0,
        is_async=needs_await(function),
        target_fixture=target_fixture,
    )


def name_parser_kind(parser: parsers.StepParser) -> ParserKind:
    """Name the parser; a subclass of one of pytest-bdd's may match as it likes, so it is custom."""
    kinds: dict[type[parsers.StepParser], ParserKind] = {
        parsers.string: ParserKind.STRING,
        parsers.parse: ParserKind.PARSE,
        parsers.cfparse: ParserKind.CFPARSE,
        parsers.re: ParserKind.RE,
    }
    return kinds.get(type(parser), ParserKind.CUSTOM)


def is_same_function(one: Callable[..., object], other: Callable[..., object]) -> bool:
    """Tell whether both are one function, be it reached twice or its module imported under two names."""
    if one is other:
        return True
    if not isinstance(one, FunctionType) or not isinstance(other, FunctionType):
        return False
    # Functions made in a loop share their code and differ in what they close over.
    return _identify(one) == _identify(other) and not (one.__closure__ or other.__closure__)


def _identify(function: FunctionType) -> tuple[object, ...]:
    code = function.__code__
    defaults = (function.__defaults__, function.__kwdefaults__)
    return (code.co_filename, code.co_firstlineno, function.__qualname__, repr(defaults))


def _find_written(function: Callable[..., object]) -> Callable[..., object]:
    try:
        return strip_partial(inspect.unwrap(strip_partial(function)))
    except ValueError:  # a chain of wrappers that leads back to itself
        return function
