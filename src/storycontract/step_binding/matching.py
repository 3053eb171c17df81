"""Which definitions match a step, found without asking every one of them."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pytest_bdd import parsers

from storycontract.contract.step import StepKind
from storycontract.step_binding.literal_prefix import find_exact_text, find_literal_prefix, fold_case

Payload = TypeVar("Payload")


@dataclass(frozen=True, slots=True)
class IndexEntry(Generic[Payload]):
    """A parser and what it stands for; `position` counts in the order of registration."""

    position: int
    parser: parsers.StepParser
    payload: Payload


@dataclass(slots=True)
class _Buckets(Generic[Payload]):
    by_text: dict[str, list[IndexEntry[Payload]]] = field(default_factory=dict)
    by_prefix: dict[str, list[IndexEntry[Payload]]] = field(default_factory=dict)
    prefix_lengths: list[int] = field(default_factory=list)
    always: list[IndexEntry[Payload]] = field(default_factory=list)

    def add(self, entry: IndexEntry[Payload], exact: str | None, prefix: str) -> None:
        if exact is not None:
            self.by_text.setdefault(exact, []).append(entry)
        elif prefix:
            self.by_prefix.setdefault(prefix, []).append(entry)
            self.prefix_lengths = sorted({*self.prefix_lengths, len(prefix)})
        else:
            self.always.append(entry)

    def find(self, text: str) -> list[IndexEntry[Payload]]:
        found = [*self.always, *self.by_text.get(text, ())]
        folded = fold_case(text)
        for length in self.prefix_lengths:
            if length > len(folded):
                break
            found += self.by_prefix.get(folded[:length], ())
        return sorted(found, key=lambda entry: entry.position)


class StepIndex(Generic[Payload]):
    """Parsers by what they can match: exact texts, literal beginnings, and the rest.

    It only ever leaves out parsers that cannot match and cannot raise; what matches is the parser's own word.
    """

    def __init__(self) -> None:
        self._size = 0
        self._buckets: dict[StepKind, _Buckets[Payload]] = {kind: _Buckets() for kind in StepKind}

    def add(self, kind: StepKind | None, parser: parsers.StepParser, payload: Payload) -> None:
        """Add a parser for one kind of step, or for all of them."""
        entry = IndexEntry(self._size, parser, payload)
        self._size += 1
        exact = find_exact_text(parser)
        prefix = find_literal_prefix(parser) if exact is None else ""
        for each in StepKind if kind is None else (kind,):
            self._buckets[each].add(entry, exact, prefix)

    def find_candidates(self, kind: StepKind, text: str) -> list[IndexEntry[Payload]]:
        """Find the entries that may match, in the order of registration."""
        return self._buckets[kind].find(text)

    def find_matches(self, kind: StepKind, text: str) -> list[Payload]:
        """Find what matches, in the order of registration; what a parser raises is passed on."""
        return [entry.payload for entry in self.find_candidates(kind, text) if entry.parser.is_matching(text)]
