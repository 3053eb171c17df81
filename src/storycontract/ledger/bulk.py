"""Many rows at once, in the way that costs each database least."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from typing import TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, func, select

CHUNK = 5_000
"""How many values one statement holds; SQLite takes 32,766, PostgreSQL 65,535."""

_Value = int | str | bytes | None
T = TypeVar("T")
N = TypeVar("N", int, str)
K = TypeVar("K", str, bytes, tuple[str, int])


def insert_rows(connection: Connection, table: Table, rows: Sequence[Sequence[_Value]]) -> None:
    """Insert rows whose values are in the order of the columns."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" * len(table.columns))
        statement = f"INSERT INTO {table.name} VALUES ({places})"  # noqa: S608 - a table of ours
        connection.exec_driver_sql(statement, [tuple(map(_make_storable, row)) for row in rows])
        return
    driver = connection.connection.driver_connection
    if driver is None:  # pragma: no cover - it is connected
        raise AssertionError(table.name)
    columns = ", ".join(column.name for column in table.columns)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(tuple(map(_make_storable, row)))


def _make_storable(value: _Value) -> _Value:
    # PostgreSQL has no text with a zero in it; what tells rows apart is digested before.
    return value.replace("\x00", "\u2400") if isinstance(value, str) else value


def delete_rows(
    connection: Connection,
    key: Column[N],
    numbers: Iterable[N],
    *conditions: ColumnElement[bool],
) -> None:
    """Delete the rows of a table whose `key` is one of some numbers."""
    for chunk in cut(sorted(numbers)):
        connection.execute(delete(key.table).where(key.in_(chunk), *conditions))


def find_next_number(connection: Connection, key: Column[int]) -> int:
    """Find the first number that no row has; only one process writes at a time, so it stays free."""
    return (connection.execute(select(func.max(key))).scalar() or 0) + 1


def number_new(connection: Connection, key: Column[int], new: Iterable[K]) -> dict[K, int]:
    """Give numbers that no row has yet to new things, in their order."""
    ordered = sorted(new)
    return dict(zip(ordered, count(find_next_number(connection, key)), strict=False)) if ordered else {}


def cut(values: Iterable[T]) -> Iterator[list[T]]:
    """Cut many values into lists that one statement can hold."""
    iterator = iter(values)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk
