import asyncio
import functools
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from storycontract.step_binding.awaiting import needs_await


def plain() -> None:
    pass


async def coroutine() -> None:
    pass


async def generator() -> AsyncIterator[None]:
    yield


def pass_on(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*arguments: object) -> object:
        return function(*arguments)

    return wrapper


def run(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*arguments: object) -> object:
        return asyncio.run(function(*arguments))

    return wrapper


def run_where_needed(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*arguments: object) -> object:
        outcome = function(*arguments)
        if asyncio.iscoroutine(outcome):
            outcome = asyncio.run(outcome)
        return outcome

    return wrapper


class Callable_:  # noqa: N801 - Callable is taken
    async def __call__(self) -> None:
        pass


def circular() -> Callable[..., Any]:
    def wrapper() -> None:
        pass

    wrapper.__wrapped__ = wrapper  # type: ignore[attr-defined]  # what a broken decorator leaves
    return wrapper


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(coroutine, id="coroutine"),
        pytest.param(generator, id="asynchronous generator"),
        pytest.param(functools.partial(coroutine), id="partial"),
        pytest.param(pass_on(coroutine), id="wrapper that passes on"),
        pytest.param(functools.partial(pass_on(coroutine)), id="partial of a wrapper"),
        pytest.param(pass_on(pass_on(coroutine)), id="two wrappers"),
        pytest.param(Callable_(), id="callable"),
    ],
)
def test_a_plain_call_of_it_runs_nothing(function: Callable[..., Any]) -> None:
    assert needs_await(function)


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(plain, id="function"),
        pytest.param(pass_on(plain), id="wrapper"),
        pytest.param(run(coroutine), id="wrapper that runs"),
        pytest.param(run_where_needed(coroutine), id="wrapper that runs where needed"),
        pytest.param(circular(), id="wrapper of itself"),
        pytest.param(len, id="built-in"),
    ],
)
def test_a_plain_call_of_it_runs_it(function: Callable[..., Any]) -> None:
    assert not needs_await(function)
