"""Coroutines that a step made and nobody ran."""

import threading
import warnings
from collections.abc import Callable, Coroutine
from typing import Any

# Python calls it for each such coroutine, whatever warnings are shown.
_HOOK = "_warn_unawaited_coroutine"


class UnawaitedWatch:
    """Notes, between start and stop, every coroutine that this thread throws away unawaited.

    Where Python has no such hook any more, nothing is noted.
    """

    def __init__(self) -> None:
        self._found: list[str] = []
        self._original: Callable[[Coroutine[Any, Any, Any]], None] | None = None

    def start(self) -> None:
        """Begin to note."""
        self.stop()
        original: Callable[[Coroutine[Any, Any, Any]], None] | None = getattr(warnings, _HOOK, None)
        if original is None:
            return
        thread = threading.get_ident()

        def note(coroutine: Coroutine[Any, Any, Any]) -> None:
            if threading.get_ident() == thread:
                self._found.append(getattr(coroutine, "__qualname__", "?"))
            original(coroutine)

        self._original = original
        setattr(warnings, _HOOK, note)

    def stop(self) -> list[str]:
        """Note no more; give the names of what was found since the start."""
        if self._original is not None:
            setattr(warnings, _HOOK, self._original)
        found, self._found, self._original = self._found, [], None
        return found
