"""What the body of a function does, as far as reading it shows."""

import ast
import builtins
import contextlib
import inspect
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import FunctionType, MethodType, ModuleType
from typing import Protocol

import pytest

from storycontract.step_binding.function_source import FunctionNode, is_project_function
from storycontract.step_binding.literal_truth import is_literally_true


class Check(StrEnum):
    """What reading a function shows: it checks something, it checks nothing, or neither is certain."""

    CHECKS = "checks"
    HOLLOW = "hollow"
    UNKNOWN = "unknown"


class _Caught(IntEnum):
    """Which exceptions a `try` around a place swallows without a word."""

    NOTHING = 0
    FAILED_ASSERTIONS = 1
    EVERYTHING = 2


# Not int(), next() and the like: those fail on a value they cannot read.
_HARMLESS_BUILTINS = (
    "abs all any bool bytes callable dict enumerate format frozenset hasattr id isinstance issubclass len "
    "list max min print range repr reversed round set sorted str sum tuple zip"
)
_LOGGING = frozenset({"debug", "info", "warning", "error", "critical", "exception", "log"})
_HARMLESS: tuple[object, ...] = (
    *(getattr(builtins, name) for name in _HARMLESS_BUILTINS.split()),
    *(getattr(logging, name) for name in sorted(_LOGGING)),
    time.sleep,
)
_CHECKING: tuple[object, ...] = (pytest.fail, pytest.raises, pytest.warns, pytest.deprecated_call)
UNRESOLVED = object()


@dataclass(frozen=True, slots=True)
class BodyReading:
    """What one body does: `called` are the project's own functions that it calls, in order of reading.

    `checks` counts the places that can fail; a call of a function that checks is one.
    """

    check: Check
    checks: int
    called: tuple[FunctionType, ...]


def read_body(
    function: FunctionType, node: FunctionNode, follow: Callable[[FunctionType], Check]
) -> BodyReading:
    """Read the body of the function; `follow` judges each function of the project that it calls."""
    outside = _ImportedModule(function, follow)
    reader = _BodyReader(node, outside)
    reader.read()
    return BodyReading(reader.judge(), reader.checks, tuple(outside.called))


class Outside(Protocol):
    """What the names around a function stand for."""

    def find_name(self, name: str) -> object:
        """Find what a name stands for; UNRESOLVED where nobody knows."""

    def judge_function(self, callee: object) -> Check | None:
        """Judge a function of the project; None for anything else."""


def judge_body(node: FunctionNode, outside: Outside) -> Check:
    """Read a body and say whether it checks anything; hollow only where that is certain."""
    reader = _BodyReader(node, outside)
    reader.read()
    return reader.judge()


class _BodyReader(ast.NodeVisitor):
    def __init__(self, node: FunctionNode, outside: Outside) -> None:
        self.checks = 0
        self.doubts = False
        self._caught = _Caught.NOTHING
        self._node = node
        self._outside = outside
        self._local_names = Counter(_iter_bound_names(node))
        self._inner_functions = {
            inner.name
            for inner in ast.walk(node)
            if inner is not node and isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    def read(self) -> None:
        if isinstance(self._node, ast.Lambda):
            self.visit(self._node.body)
        else:
            self._read_block(self._node.body)

    def judge(self) -> Check:
        unchecked = Check.UNKNOWN if self.doubts else Check.HOLLOW
        return Check.CHECKS if self.checks else unchecked

    def visit_Assert(self, node: ast.Assert) -> None:
        is_caught = self._caught is not _Caught.NOTHING
        self.checks += not (is_caught or self._is_always_true(node.test))
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self.checks += self._caught is not _Caught.EVERYTHING
        self.generic_visit(node)

    def visit_Try(self, node: ast.Try) -> None:
        outside = self._caught
        # A return in `finally` throws away whatever was raised on the way to it.
        is_dropped = any(isinstance(statement, ast.Return) for statement in node.finalbody)
        around = _Caught.EVERYTHING if is_dropped else outside
        self._caught = max(around, self._find_caught(node.handlers))
        self._read_block(node.body)
        self._caught = around
        for handler in node.handlers:
            self._read_block(handler.body)
        self._read_block(node.orelse)
        self._caught = outside
        self._read_block(node.finalbody)

    def visit_Call(self, node: ast.Call) -> None:
        match self._judge_call(node):
            case Check.CHECKS if self._caught is _Caught.NOTHING:
                self.checks += 1
            case Check.CHECKS | Check.UNKNOWN:
                self.doubts = True
            case Check.HOLLOW:
                pass
        self.generic_visit(node)

    def visit_With(self, node: ast.With) -> None:
        outside = self._caught
        for item in node.items:
            suppressed = self._find_suppressed(item.context_expr)
            if suppressed is None:
                self.doubts = True  # what entering and leaving does is not known
                self.visit(item)
            self._caught = max(self._caught, suppressed or _Caught.NOTHING)
        self._read_block(node.body)
        self._caught = outside

    def visit_AsyncWith(self, node: ast.AsyncWith) -> None:
        self.doubts = True
        self.generic_visit(node)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> None:
        self.doubts = True
        self.generic_visit(node)

    def visit_Await(self, node: ast.Await) -> None:
        self.doubts = self.doubts or not isinstance(node.value, ast.Call)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.doubts = True
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        for part in (node.target, node.value):  # the annotation of a local name is never evaluated
            if part is not None:
                self.visit(part)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._read_inner_function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._read_inner_function(node)

    def _read_inner_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.doubts = self.doubts or bool(node.decorator_list)
        self.visit(node.args)
        # One that is never mentioned never runs, whatever it would check.
        if _count_loads(self._node, node.name) > _count_loads(node, node.name):
            for statement in node.body:
                self.visit(statement)

    def _read_block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.visit(statement)
            if isinstance(statement, ast.Return):
                # What comes after it never runs.
                return

    def _find_caught(self, handlers: list[ast.ExceptHandler]) -> "_Caught":
        """Find what a failed check inside comes to nothing by."""
        silent = [_find_caught_by(_list_kinds(handler)) for handler in handlers if self._is_silent(handler)]
        return max(silent, default=_Caught.NOTHING)

    def _find_suppressed(self, context: ast.expr) -> "_Caught | None":
        """Find what `contextlib.suppress` swallows; None for any other context."""
        if not isinstance(context, ast.Call) or self._resolve(context.func) is not contextlib.suppress:
            return None
        return _find_caught_by(context.args)

    def _is_silent(self, handler: ast.ExceptHandler) -> bool:
        telling = (ast.Raise, ast.Assert, ast.With, ast.AsyncWith, ast.Await, ast.Yield, ast.YieldFrom)
        return not any(
            isinstance(part, telling)
            or (isinstance(part, ast.Call) and self._judge_call(part) is not Check.HOLLOW)
            for statement in handler.body
            for part in ast.walk(statement)
        )

    def _judge_call(self, node: ast.Call) -> Check:
        if _is_expectation(node.func):
            return Check.CHECKS
        callee = self._resolve(node.func)
        if callee is UNRESOLVED:
            return self._judge_unresolved(node.func)
        if _is_one_of(callee, _CHECKING):
            return Check.CHECKS
        if _is_harmless(callee):
            takes_function = any(argument.arg in ("key", None) for argument in node.keywords)
            return Check.UNKNOWN if takes_function else Check.HOLLOW
        return self._outside.judge_function(callee) or _judge_name(node.func)

    def _judge_unresolved(self, callee: ast.expr) -> Check:
        if isinstance(callee, ast.Name) and self._is_inner_function(callee.id):
            return Check.HOLLOW  # its body is read where it stands
        if isinstance(callee, ast.Attribute) and isinstance(callee.value, ast.Constant | ast.JoinedStr):
            return Check.HOLLOW  # "…".join() and the like
        return _judge_name(callee)

    def _is_inner_function(self, name: str) -> bool:
        return name in self._inner_functions and self._local_names[name] == 1

    def _resolve(self, expression: ast.expr) -> object:
        if isinstance(expression, ast.Name):
            return self._resolve_name(expression.id)
        if isinstance(expression, ast.Attribute):
            owner = self._resolve(expression.value)
            if isinstance(owner, ModuleType):
                return vars(owner).get(expression.attr, UNRESOLVED)
            if type(owner) is logging.Logger:
                return getattr(owner, expression.attr, UNRESOLVED)
        return UNRESOLVED

    def _resolve_name(self, name: str) -> object:
        return UNRESOLVED if name in self._local_names else self._outside.find_name(name)

    def _is_always_true(self, test: ast.expr) -> bool:
        if isinstance(test, ast.Name | ast.Attribute):
            # A function that was meant to be called.
            return isinstance(self._resolve(test), FunctionType | ModuleType | type)
        return is_literally_true(test)


class _ImportedModule:
    """What is around a function that has been imported."""

    def __init__(self, function: FunctionType, follow: Callable[[FunctionType], Check]) -> None:
        self.called: list[FunctionType] = []
        self._function = function
        self._ask = follow

    def find_name(self, name: str) -> object:
        code, cells = self._function.__code__, self._function.__closure__ or ()
        if name in code.co_freevars:
            try:
                return cells[code.co_freevars.index(name)].cell_contents
            except ValueError:  # the cell is empty
                return UNRESOLVED
        return self._function.__globals__.get(name, vars(builtins).get(name, UNRESOLVED))

    def judge_function(self, callee: object) -> Check | None:
        if not isinstance(callee, FunctionType) or not is_project_function(callee):
            return None
        if callee is self._function:
            return Check.HOLLOW
        self.called.append(callee)
        check = self._ask(callee)
        # The body of a generator runs only where somebody goes through it.
        return Check.UNKNOWN if check is Check.CHECKS and _runs_later(callee) else check


def _list_kinds(handler: ast.ExceptHandler) -> Sequence[ast.expr | None]:
    return handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]


def _find_caught_by(kinds: Sequence[ast.expr | None]) -> _Caught:
    names = {"BaseException" if kind is None else _find_last_name(kind) for kind in kinds}
    if names & {"Exception", "BaseException"}:
        return _Caught.EVERYTHING
    return _Caught.FAILED_ASSERTIONS if "AssertionError" in names else _Caught.NOTHING


def _is_expectation(callee: ast.expr) -> bool:
    """Tell whether this is the second call in `expect(...).to_be(...)`."""
    inner = callee
    while isinstance(inner, ast.Attribute):
        inner = inner.value
    return inner is not callee and isinstance(inner, ast.Call) and _find_last_name(inner.func) == "expect"


def _judge_name(callee: ast.expr) -> Check:
    return Check.CHECKS if _find_last_name(callee).startswith("assert") else Check.UNKNOWN


def _find_last_name(callee: ast.expr) -> str:
    match callee:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _is_harmless(callee: object) -> bool:
    if isinstance(callee, MethodType) and type(callee.__self__) is logging.Logger:
        return callee.__name__ in _LOGGING
    return _is_one_of(callee, _HARMLESS)


def _is_one_of(callee: object, known: tuple[object, ...]) -> bool:
    return any(callee is each for each in known)  # not `in`: comparing may run code of the project


def _runs_later(function: FunctionType) -> bool:
    return inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)


def _count_loads(node: ast.AST, name: str) -> int:
    return sum(
        isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Load)
        for part in ast.walk(node)
    )


def _iter_bound_names(function: FunctionNode) -> Iterator[str]:
    for node in ast.walk(function):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                yield from names
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                yield name
            case ast.MatchMapping(rest=str(name)):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                if node is not function:
                    yield name
            case _:
                pass
