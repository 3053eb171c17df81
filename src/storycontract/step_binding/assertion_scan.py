"""Does the body of a step check anything?"""

import hashlib
import json
import textwrap
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from types import FunctionType

from storycontract.step_binding.body_reader import Check, read_body
from storycontract.step_binding.function_source import find_function_source, strip_partial


def find_check(function: Callable[..., object]) -> Check:
    """Read the function's source and say whether it checks anything; hollow only where that is certain.

    Calls are followed one level deep, into functions of the project.
    """
    function = strip_partial(function)
    return _find_check(function) if isinstance(function, FunctionType) else Check.UNKNOWN


def count_checks(function: Callable[..., object]) -> int | None:
    """Count the places in the function's source that can fail; None where there is no source to read.

    A call of a function that checks counts as one.
    """
    function = strip_partial(function)
    return _count_checks(function) if isinstance(function, FunctionType) else None


def digest_source(functions: Iterable[Callable[..., object]]) -> str:
    """Return a digest over the source of the functions and of the project's functions that they call.

    Order and repetition do not matter, nor in which file and how deep a function is written.
    """
    texts = {text for function in functions for text in _iter_texts(function)}
    canonical = json.dumps(["sc/binding/1", sorted(texts)], separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@lru_cache(maxsize=16384)
def _find_check(function: FunctionType) -> Check:
    return _add_wrapped(function, _read(function, _find_followed_check))


@lru_cache(maxsize=16384)
def _find_followed_check(function: FunctionType) -> Check:
    return _add_wrapped(function, _read(function, _give_up))


@lru_cache(maxsize=16384)
def _count_checks(function: FunctionType) -> int | None:
    source = find_function_source(function)
    return None if source is None else read_body(function, source.node, _find_followed_check).checks


def _give_up(_: FunctionType) -> Check:
    return Check.UNKNOWN


def _add_wrapped(function: FunctionType, check: Check) -> Check:
    wrapped = getattr(function, "__wrapped__", None)
    if check is Check.CHECKS or wrapped is None:
        return check
    # What a wrapper makes of the function it wraps is not known.
    return Check.CHECKS if find_check(wrapped) is Check.CHECKS else Check.UNKNOWN


def _read(function: FunctionType, follow: Callable[[FunctionType], Check]) -> Check:
    source = find_function_source(function)
    if source is None:
        return Check.UNKNOWN
    return read_body(function, source.node, follow).check


def _iter_texts(function: Callable[..., object]) -> Iterator[str]:
    seen: set[int] = set()
    link: object = function
    while callable(link) and id(link) not in seen:
        seen.add(id(link))
        link = strip_partial(link)
        yield _find_text(link)
        if isinstance(link, FunctionType):
            yield from (_find_text(called) for called in _list_called(link))
        link = getattr(link, "__wrapped__", None)


def _find_text(function: Callable[..., object]) -> str:
    source = find_function_source(function) if isinstance(function, FunctionType) else None
    if source is not None:
        return "\n".join(line.rstrip() for line in textwrap.dedent(source.text).splitlines())
    name = getattr(function, "__qualname__", type(function).__qualname__)
    return f"no source: {getattr(function, '__module__', None)}.{name}"


def _list_called(function: FunctionType) -> tuple[FunctionType, ...]:
    source = find_function_source(function)
    if source is None:
        return ()
    return read_body(function, source.node, _give_up).called
