"""The pages that a scenario works in, whoever made them."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal

Kind = Literal["Browser", "BrowserContext", "Page"]

_KINDS: Final[tuple[Kind, ...]] = ("Browser", "BrowserContext", "Page")


class BrowserPages:
    """Knows which fixture stands for a browser, a context or a page, and in which one each context was made.

    Objects of Playwright's are `Any` here: it is an optional package.
    """

    def __init__(self) -> None:
        self._values: dict[str, tuple[Kind, Any]] = {}
        self._makers: list[tuple[Any, str | None]] = []

    def __bool__(self) -> bool:
        return bool(self._values)

    def begin(self) -> None:
        """Begin a scenario: what nobody's fixture made before is none of its pages."""
        open_contexts = list(self._iter_open())
        self._makers = [each for each in self._makers if _is_among(each[0], open_contexts)]
        self._note_makers(None)

    def note(self, fixture: str, value: object) -> None:
        """Note what a fixture gave and what was opened while it was set up."""
        self._note_makers(fixture)
        kind = _kind_of(value)
        if kind is not None:
            self._values[fixture] = (kind, value)

    def list_contexts(self, fixtures: Iterable[str]) -> list[Any]:
        """List the contexts of a scenario with these fixtures: theirs, then what its steps opened."""
        names = set(fixtures)
        own = [
            value.context if kind == "Page" else value
            for name, (kind, value) in self._values.items()
            if name in names and kind != "Browser"
        ]
        opened = list(self._iter_open())
        made = [context for context, maker in self._makers if maker in names and _is_among(context, opened)]
        return _unique([*own, *made, *(context for context in opened if not self._is_known(context))])

    def list_pages(self, fixtures: Iterable[str]) -> list[Any]:
        """List the open pages of a scenario with these fixtures, those that are fixtures first."""
        names = set(fixtures)
        own = [value for name, (kind, value) in self._values.items() if name in names and kind == "Page"]
        others = [page for context in self.list_contexts(names) for page in context.pages]
        return [page for page in _unique([*own, *others]) if not page.is_closed()]

    def _note_makers(self, fixture: str | None) -> None:
        self._makers.extend(
            (context, fixture) for context in self._iter_open() if not self._is_known(context)
        )

    def _is_known(self, context: Any) -> bool:
        return any(context is known for known, _ in self._makers)

    def _iter_open(self) -> Iterator[Any]:
        for kind, value in self._values.values():
            if kind == "Browser":
                yield from value.contexts


def _kind_of(value: object) -> Kind | None:
    # Asked by name, so that Playwright is not loaded for a scenario without a browser.
    if not type(value).__module__.startswith("playwright.sync_api"):
        return None
    return next((kind for kind in _KINDS if type(value).__name__ == kind), None)


def _is_among(value: object, others: Iterable[object]) -> bool:
    return any(value is other for other in others)


def _unique(values: Iterable[Any]) -> list[Any]:
    kept: list[Any] = []
    for value in values:
        if not _is_among(value, kept):
            kept.append(value)
    return kept
