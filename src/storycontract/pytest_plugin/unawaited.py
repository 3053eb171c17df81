"""Coroutines that a step made and nobody ran."""

import inspect
import sys
import threading
import warnings
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

# Python calls it for each such coroutine, whatever warnings are shown.
_HOOK = "_warn_unawaited_coroutine"


class UnawaitedWatch:
    """Notes, between start and stop, every coroutine that this thread throws away unawaited.

    After `close_making` only those are noted that were made before: what a tear-down forgets to await says
    nothing of the steps. Where Python has no such hook any more, nothing is noted.
    """

    def __init__(self) -> None:
        self._found: list[str] = []
        self._original: Callable[[Coroutine[Any, Any, Any]], None] | None = None
        self._depth_before = 0
        self._is_making = False

    def start(self) -> None:
        """Begin to note."""
        self.stop()
        original: Callable[[Coroutine[Any, Any, Any]], None] | None = getattr(warnings, _HOOK, None)
        if original is None:
            return
        thread = threading.get_ident()

        def note(coroutine: Coroutine[Any, Any, Any]) -> None:
            is_steps = self._is_making or getattr(coroutine, "cr_origin", None) is not None
            if is_steps and threading.get_ident() == thread:
                self._found.append(getattr(coroutine, "__qualname__", "?"))
            original(coroutine)

        self._original = original
        # Where a coroutine was made is kept only from now on, which tells it from a later one.
        self._depth_before = sys.get_coroutine_origin_tracking_depth()
        self._is_making = True
        sys.set_coroutine_origin_tracking_depth(max(1, self._depth_before))
        setattr(warnings, _HOOK, note)

    def close_making(self, held: Iterable[object] = ()) -> None:
        """Take no more coroutines for a step's own; note those among `held` that nobody has begun to run."""
        if not self._is_making:
            return
        self._is_making = False
        sys.set_coroutine_origin_tracking_depth(self._depth_before)
        for value in held:
            if inspect.iscoroutine(value) and inspect.getcoroutinestate(value) == inspect.CORO_CREATED:
                self._found.append(value.__qualname__)

    def stop(self) -> list[str]:
        """Note no more; give the names of what was found since the start."""
        self.close_making()
        if self._original is not None:
            setattr(warnings, _HOOK, self._original)
        found, self._found, self._original = self._found, [], None
        return found
