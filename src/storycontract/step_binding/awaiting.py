"""Functions whose call gives something that has to be awaited."""

import ast
import inspect
from collections.abc import Callable, Iterator
from types import FunctionType

from storycontract.step_binding.function_source import find_function_source, strip_partial


def needs_await(function: Callable[..., object]) -> bool:
    """Tell whether a plain call runs nothing, because nobody awaits what it gives.

    A plain function that wraps an asynchronous one counts too, unless it does more with the call than
    return it (`asyncio.run(...)`, say).
    """
    links = list(_iter_wrapped(function))
    if not any(_is_asynchronous(link) for link in links):
        return False
    outermost = links[0]
    if _is_asynchronous(outermost):
        return True
    return isinstance(outermost, FunctionType) and _only_passes_on(outermost)


def _iter_wrapped(function: Callable[..., object]) -> Iterator[Callable[..., object]]:
    seen: set[int] = set()
    link: object = function
    while callable(link) and id(link) not in seen:
        seen.add(id(link))
        link = strip_partial(link)
        yield link
        link = getattr(link, "__wrapped__", None)


def _is_asynchronous(function: Callable[..., object]) -> bool:
    return any(
        inspect.iscoroutinefunction(candidate) or inspect.isasyncgenfunction(candidate)
        for candidate in (function, getattr(type(function), "__call__", None))  # noqa: B004 - the method itself
    )


def _only_passes_on(wrapper: FunctionType) -> bool:
    source = find_function_source(wrapper)
    if source is None:
        return True
    if isinstance(source.node, ast.Lambda):
        return _is_call_of(source.node.body, wrapper)
    return any(
        isinstance(node, ast.Return) and _is_call_of(node.value, wrapper) for node in ast.walk(source.node)
    )


def _is_call_of(expression: ast.expr | None, wrapper: FunctionType) -> bool:
    """Tell whether the expression is a bare call of an asynchronous function in the wrapper's closure."""
    if not isinstance(expression, ast.Call) or not isinstance(expression.func, ast.Name):
        return False
    cells = dict(zip(wrapper.__code__.co_freevars, wrapper.__closure__ or (), strict=True))
    cell = cells.get(expression.func.id)
    try:
        return cell is not None and any(_is_asynchronous(link) for link in _iter_wrapped(cell.cell_contents))
    except ValueError:  # the cell is empty
        return True
