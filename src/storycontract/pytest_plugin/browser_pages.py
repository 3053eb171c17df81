"""The pages that a scenario works in, whoever made them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

_KINDS = ("Browser", "BrowserContext", "Page")

Kind = Literal["Browser", "BrowserContext", "Page"]


class BrowserPages:
    """Knows which fixtures stand for something of Playwright's.

    Objects of Playwright's are `Any` here: it is an optional package.
    """

    def __init__(self) -> None:
        self._values: dict[str, tuple[Kind, Any]] = {}

    def __bool__(self) -> bool:
        return bool(self._values)

    def note(self, fixture: str, value: object) -> None:
        """Note what a fixture gave; nothing where it has to do with no browser."""
        kind = _kind_of(value)
        if kind is not None:
            self._values[fixture] = (kind, value)
        else:
            self._values.pop(fixture, None)

    def list_contexts(self, fixtures: Iterable[str]) -> list[Any]:
        """List the contexts that a scenario with these fixtures can work in, its own before all others."""
        return _unique(self._iter_contexts(set(fixtures)))

    def list_pages(self, fixtures: Iterable[str]) -> list[Any]:
        """List the open pages that a scenario with these fixtures can work in, its own before all others."""
        names = set(fixtures)
        own = [value for kind, value in self._find(names) if kind == "Page"]
        others = [page for context in self.list_contexts(names) for page in context.pages]
        return [page for page in _unique([*own, *others]) if not page.is_closed()]

    def _iter_contexts(self, names: set[str]) -> Iterator[Any]:
        found = list(self._find(names))
        yield from (value.context for kind, value in found if kind == "Page")
        yield from (value for kind, value in found if kind == "BrowserContext")
        for kind, value in found:
            if kind == "Browser":
                yield from value.contexts

    def _find(self, names: set[str]) -> Iterator[tuple[Kind, Any]]:
        return (value for name, value in self._values.items() if name in names)


def _kind_of(value: object) -> Kind | None:
    # Asked by name, so that Playwright is not loaded for a scenario without a browser.
    if not type(value).__module__.startswith("playwright."):
        return None
    return next((kind for kind in _KINDS if type(value).__name__ == kind), None)


def _unique(values: Iterable[Any]) -> list[Any]:
    kept: Sequence[Any] = []
    for value in values:
        if not any(value is known for known in kept):
            kept = [*kept, value]
    return list(kept)
