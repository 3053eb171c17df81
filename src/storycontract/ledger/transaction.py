"""Reading from one moment, and writing alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

# Any number will do, as long as nobody else locks by it.
ADVISORY_LOCK = 0x5703_C047


def use_write_ahead_log(engine: Engine) -> None:
    """Let a SQLite ledger be read while it is written to."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            # It is kept in the file, and cannot be changed within a transaction.
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


@contextmanager
def begin_writing(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that is alone in writing until it ends; an exception undoes it."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        yield connection
        connection.commit()


@contextmanager
def begin_reading(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that sees the ledger as it is now, whoever writes meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
            yield connection
        else:
            yield connection.execution_options(isolation_level="REPEATABLE READ")
