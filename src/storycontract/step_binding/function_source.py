"""The source of a Python function, as text and as syntax tree."""

import ast
import linecache
import sysconfig
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import PurePath
from types import FunctionType

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

_INSTALLED_FOLDERS = frozenset({"site-packages", "dist-packages"})
_PYTHON_FOLDERS = tuple(sysconfig.get_path(name) for name in ("stdlib", "platstdlib"))


@dataclass(frozen=True, slots=True)
class FunctionSource:
    """Where a function is written: its syntax tree and its text, decorators included."""

    node: FunctionNode
    text: str


def find_function_source(function: FunctionType) -> FunctionSource | None:
    """Find the source of this very function, never of one it wraps; None where that is not certain."""
    code = function.__code__
    # Not inspect.getsource: it looks through __wrapped__, and reads the file again for every function.
    text = "".join(linecache.getlines(code.co_filename, function.__globals__))
    return _index_functions(text).get((code.co_firstlineno, code.co_name))


def is_project_function(function: FunctionType) -> bool:
    """Tell whether the function is the project's own: not of Python, not of an installed package."""
    path = PurePath(function.__code__.co_filename)
    if not path.is_absolute() or _INSTALLED_FOLDERS.intersection(path.parts):
        return False
    return not any(path.is_relative_to(folder) for folder in _PYTHON_FOLDERS)


def strip_partial(function: Callable[..., object]) -> Callable[..., object]:
    """Return the function inside any number of functools.partial."""
    while isinstance(function, partial):
        function = function.func
    return function


@lru_cache(maxsize=512)
def _index_functions(text: str) -> dict[tuple[int, str], FunctionSource | None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python has warned of this file when it was imported
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return {}
    lines = text.split("\n")  # not splitlines: a form feed ends no line of Python
    functions: dict[tuple[int, str], FunctionSource | None] = {}
    for node in ast.walk(tree):
        if isinstance(node, FunctionNode):
            first, name = _first_line(node), "<lambda>" if isinstance(node, ast.Lambda) else node.name
            written = FunctionSource(node, "\n".join(lines[first - 1 : node.end_lineno]))
            # Two functions of one name that start on one line cannot be told apart.
            functions[first, name] = None if (first, name) in functions else written
    return functions


def _first_line(node: FunctionNode) -> int:
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])
