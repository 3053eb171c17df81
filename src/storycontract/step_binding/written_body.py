"""What the body of a step does, from the text of its module alone."""

import ast
import builtins
import contextlib
import logging
import time
from dataclasses import dataclass

import pytest

from storycontract.step_binding.body_reader import UNRESOLVED, Check, judge_body
from storycontract.step_binding.module_names import FunctionDef, ModuleNames

_MODULES = {
    "pytest": pytest,
    "logging": logging,
    "time": time,
    "builtins": builtins,
    "contextlib": contextlib,
}
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def find_written_check(node: FunctionDef, names: ModuleNames, *, is_wrapped: bool) -> Check:
    """Say whether a function checks anything; functions of its own module are followed one level deep.

    `is_wrapped` says that decorators stand around it of which nobody knows what they do.
    """
    return _judge(judge_body(node, _WrittenModule(node, names, follows=True)), is_wrapped=is_wrapped)


def states_expectation(node: FunctionDef) -> bool:
    """Tell whether the function itself compares something in an assertion, guards against None left out."""
    return any(isinstance(part, ast.Assert) and not _is_guard(part.test) for part in _iter_own(node))


@dataclass(frozen=True, slots=True)
class _WrittenFunction:
    node: FunctionDef


class _WrittenModule:
    """What is around a function that nobody has imported."""

    def __init__(self, node: FunctionDef, names: ModuleNames, *, follows: bool) -> None:
        self._written = node
        self._names = names
        self._follows = follows

    def find_name(self, name: str) -> object:
        function = self._names.find_function(name)
        if function is not None:
            return _WrittenFunction(function)
        dotted = self._names.find_dotted(ast.Name(name, ctx=ast.Load()))
        if dotted is not None:
            return _find_known(dotted)
        return UNRESOLVED if self._names.is_bound(name) else vars(builtins).get(name, UNRESOLVED)

    def judge_function(self, callee: object) -> Check | None:
        if not isinstance(callee, _WrittenFunction):
            return None
        if callee.node is self._written:
            return Check.HOLLOW
        if not self._follows:
            return Check.UNKNOWN
        check = judge_body(callee.node, _WrittenModule(callee.node, self._names, follows=False))
        check = _judge(check, is_wrapped=bool(callee.node.decorator_list))
        return Check.UNKNOWN if check is Check.CHECKS and _runs_later(callee.node) else check


def _judge(check: Check, *, is_wrapped: bool) -> Check:
    # What a wrapper makes of the function it wraps is not known.
    return Check.UNKNOWN if is_wrapped and check is Check.HOLLOW else check


def _find_known(dotted: str) -> object:
    module, *names = dotted.split(".")
    found: object = _MODULES.get(module, UNRESOLVED)
    for name in names:
        found = getattr(found, name, UNRESOLVED)
    return found


def _runs_later(node: FunctionDef) -> bool:
    return any(isinstance(part, ast.Yield | ast.YieldFrom) for part in _iter_own(node))


def _iter_own(node: ast.AST) -> list[ast.AST]:
    """List the parts of a function, those of functions inside it left out."""
    found: list[ast.AST] = []
    waiting = list(ast.iter_child_nodes(node))
    while waiting:
        part = waiting.pop()
        if not isinstance(part, _INNER):
            found.append(part)
            waiting.extend(ast.iter_child_nodes(part))
    return found


def _is_guard(test: ast.expr) -> bool:
    match test:
        case ast.Name() | ast.Attribute() | ast.Constant():
            return True
        case ast.Compare(ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in ("isinstance", "callable", "hasattr")
        case ast.BoolOp(values=parts):
            return all(_is_guard(part) for part in parts)
        case _:
            return False
