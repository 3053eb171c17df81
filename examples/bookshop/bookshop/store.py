"""The shop's SQLite file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_SCHEMA = Path(__file__).with_name("schema.sql")
_TABLES = (
    "order_lines",
    "orders",
    "partners",
    "notices",
    "basket_lines",
    "sign_ins",
    "customers",
    "books",
)  # children first


def create_store(path: Path) -> None:
    """Make an empty store where no file is yet."""
    with closing(open_store(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(_SCHEMA.read_text(encoding="utf-8"))


def open_store(path: Path) -> sqlite3.Connection:
    """Connect; every statement outside `transaction` is committed at once."""
    # A request may be served by several threads, one after the other.
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Do everything in the block, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def empty_store(db: sqlite3.Connection) -> None:
    """Take out every row."""
    with transaction(db):
        for table in _TABLES:
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the tuple above
