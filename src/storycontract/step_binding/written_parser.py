"""A pattern as written to the parser that pytest-bdd would make of it."""

import ast
import re
from collections.abc import Callable
from typing import Any

from pytest_bdd import parsers

from storycontract.step_binding.module_names import FunctionDef, ModuleNames

_FORMATS: dict[str, type[parsers.parse]] = {"parse": parsers.parse, "cfparse": parsers.cfparse}
_CONVERTERS: dict[str, Callable[[str], object]] = {"int": int, "float": float, "str": str}


def build_parser(expression: ast.expr, names: ModuleNames) -> parsers.StepParser | None:
    """Build the parser of a decorator's first argument; None where the text alone does not tell it."""
    text = names.find_text(expression)
    if text is not None:
        return parsers.string(text)
    call = names.find_constant(expression)
    if not isinstance(call, ast.Call) or not call.args:
        return None
    dotted = names.find_dotted(call.func) or ""
    pattern = names.find_text(call.args[0])
    prefix, _, kind = dotted.rpartition(".")
    if pattern is None or prefix != "pytest_bdd.parsers":
        return None
    try:
        return _build(kind, pattern, call, names)
    except Exception:  # noqa: BLE001 - a pattern that does not compile; pytest says so when it imports the module
        return None


def _build(kind: str, pattern: str, call: ast.Call, names: ModuleNames) -> parsers.StepParser | None:
    more = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    if kind == "string" and not more:
        return parsers.string(pattern)
    if kind == "re":
        flags = _find_flags(call, names)
        return None if flags is None else parsers.re(pattern, flags)
    if kind in _FORMATS:
        types = _find_extra_types(call, names)
        return None if types is None else _FORMATS[kind](pattern, extra_types=types)
    return None


def _find_flags(call: ast.Call, names: ModuleNames) -> int | None:
    match call:
        case ast.Call(args=[_], keywords=[]):
            return 0
        case (
            ast.Call(args=[_, flags], keywords=[])
            | ast.Call(args=[_], keywords=[ast.keyword(arg="flags", value=flags)])
        ):
            return _read_flags(flags, names)
        case _:
            return None


def _read_flags(expression: ast.expr, names: ModuleNames) -> int | None:
    match names.find_constant(expression):
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            one, other = _read_flags(left, names), _read_flags(right, names)
            return None if one is None or other is None else one | other
        case ast.Constant(value=int(number)):
            return number
        case ast.expr() as flag:
            module, _, name = (names.find_dotted(flag) or "").rpartition(".")
            found = getattr(re, name.replace("RegexFlag.", ""), None) if module == "re" else None
            return int(found) if isinstance(found, re.RegexFlag) else None
    return None


def _find_extra_types(call: ast.Call, names: ModuleNames) -> dict[str, Any] | None:
    """Find stand-ins for the types of a pattern: they match the same texts, and convert nothing."""
    match call:
        case ast.Call(args=[_], keywords=[]):
            return {}
        case (
            ast.Call(args=[_, types], keywords=[])
            | ast.Call(args=[_], keywords=[ast.keyword(arg="extra_types", value=types)])
        ):
            written = names.find_constant(types)
        case _:
            return None
    if not isinstance(written, ast.Dict):
        return None
    keys = [names.find_text(key) if key else None for key in written.keys]
    found = {key: _find_type(value, names) for key, value in zip(keys, written.values, strict=True) if key}
    return found if len(found) == len(keys) and None not in found.values() else None


def _find_type(expression: ast.expr, names: ModuleNames) -> Callable[[str], object] | None:
    match expression:
        case ast.Lambda():
            return _make_type(None, 0)
        case ast.Name(id=name) if not names.is_bound(name):
            return _CONVERTERS.get(name)
        case ast.Name(id=name):
            function = names.find_function(name)
            return _read_type(function, names) if function else None
        case _:
            return None


def _read_type(function: FunctionDef, names: ModuleNames) -> Callable[[str], object] | None:
    if not function.decorator_list:
        return _make_type(None, 0)
    match function.decorator_list:
        case [ast.Call(func=maker, args=[pattern, *groups], keywords=keywords)]:
            is_with_pattern = (names.find_dotted(maker) or "").rpartition(".")[2] == "with_pattern"
            text = names.find_text(pattern) if is_with_pattern else None
            count = _read_count([*groups, *(keyword.value for keyword in keywords)])
            return None if text is None or count is None else _make_type(text, count)
        case _:
            return None


def _read_count(written: list[ast.expr]) -> int | None:
    match written:
        case []:
            return 0
        case [ast.Constant(value=int(count))]:
            return count
        case _:
            return None


def _make_type(pattern: str | None, group_count: int) -> Callable[[str], object]:
    # A function of its own for each: the pattern is kept on it.
    def keep(text: str) -> str:
        return text

    stand_in: Any = keep
    if pattern is not None:
        stand_in.pattern = pattern
        stand_in.regex_group_count = group_count
    return keep
