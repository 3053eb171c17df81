"""Two tables against each other: which rows are missing, which are too many, which cells differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Table = tuple[tuple[str, ...], ...]
Mark = Literal["same", "missing", "extra"]

_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One row; `odd` are the cells, from 0, in which it differs from its counterpart."""

    mark: Mark
    cells: tuple[str, ...]
    odd: tuple[int, ...] = ()


def compare_tables(expected: object, got: object) -> tuple[DiffRow, ...] | None:
    """Compare two tables row by row; None where one of them is none, or too large to be read by people."""
    wanted, found = read_table(expected, got), read_table(got, expected)
    if wanted is None or found is None or wanted == found:
        return None
    if max(len(wanted), len(found)) > _MOST_ROWS:
        return None
    return tuple(_compare_rows(wanted, found))


def read_table(value: object, other: object = ()) -> Table | None:
    """Read rows out of a list of rows, or of mappings; None where it is neither.

    Mappings take the columns of both tables, so that a key which only one has shows.
    """
    if not isinstance(value, list | tuple) or not isinstance(other, list | tuple) or not (value or other):
        return None
    mappings, others = _list_mappings(value), _list_mappings(other)
    if mappings or others:
        if len(mappings) < len(value):
            return None
        columns = list(dict.fromkeys(str(key) for row in (*mappings, *others) for key in row))
        body = ({str(key): _say(cell) for key, cell in row.items()} for row in mappings)
        return (tuple(columns), *(tuple(row.get(column, "") for column in columns) for row in body))
    rows = [row for row in value if isinstance(row, list | tuple)]
    return tuple(tuple(map(_say, row)) for row in rows) if len(rows) == len(value) else None


def _list_mappings(rows: Iterable[object]) -> list[Mapping[object, object]]:
    return [row for row in rows if isinstance(row, Mapping)]


def _compare_rows(wanted: Table, found: Table) -> Iterator[DiffRow]:
    for tag, start, end, other_start, other_end in SequenceMatcher(
        None, wanted, found, autojunk=False
    ).get_opcodes():
        gone, come = wanted[start:end], found[other_start:other_end]
        if tag == "equal":
            yield from (DiffRow("same", row) for row in gone)
            continue
        left = list(come)
        for row in gone:
            partner = _find_partner(row, left)
            if partner is not None:
                left.remove(partner)
                yield from _compare_pair(row, partner)
            else:
                yield DiffRow("missing", row)
        yield from (DiffRow("extra", row) for row in left)


def _find_partner(row: tuple[str, ...], others: list[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Find the row that has most cells in common, None where none has any."""
    found = max(others, key=lambda other: _count_same(row, other), default=None)
    return found if found is not None and _count_same(row, found) else None


def _count_same(row: tuple[str, ...], other: tuple[str, ...]) -> int:
    return sum(one == two for one, two in zip(row, other, strict=False))


def _compare_pair(gone: tuple[str, ...], come: tuple[str, ...]) -> Iterator[DiffRow]:
    widest = max(len(gone), len(come))
    odd = tuple(index for index in range(widest) if gone[index : index + 1] != come[index : index + 1])
    yield DiffRow("missing", gone, odd)
    yield DiffRow("extra", come, odd)


def _say(value: object) -> str:
    return value if isinstance(value, str) else repr(value)
