"""An address to a database that has today's tables."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from storycontract.errors import LedgerError
from storycontract.ledger.address import parse_address, show_address
from storycontract.ledger.creating import create_tables
from storycontract.ledger.refusal import Place, refuse, refuse_folder

VERSIONS = ("0001",)
"""Every version of the tables, oldest first; each has a file in `migrations/versions`."""

WAIT_SECONDS = 60
"""How long a writer waits for its turn; an append of 10,000 cases takes about one."""

CONNECT_SECONDS = 10


def connect(address: str, evidence: str) -> tuple[Engine, Place]:
    """Connect to a ledger; its tables are made or migrated where they are not today's.

    Raises:
        LedgerError: it cannot be opened, or is of a newer version.
        SettingsError: the address is none.
    """
    url = parse_address(address)
    place = Place(show_address(url), evidence)
    engine = _create_engine(url)
    try:
        _make_folder(url)
        _bring_up_to_date(engine, place)
    except DBAPIError as error:
        engine.dispose()
        raise refuse(place, error) from error
    except OSError as error:
        raise refuse_folder(place, error) from error
    except BaseException:
        engine.dispose()
        raise
    return engine, place


def create_engine_of(address: str) -> Engine:
    """Create the engine of an address, whatever is found there."""
    return _create_engine(parse_address(address))


def _create_engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        opened = _open_read_only(url) if _is_read_only(url) else url
        engine = create_engine(opened, poolclass=NullPool, connect_args={"timeout": WAIT_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    try:
        return create_engine(url, connect_args={"connect_timeout": CONNECT_SECONDS})
    except ModuleNotFoundError as error:
        raise LedgerError(
            "the driver for PostgreSQL is not installed",
            where=show_address(url),
            fix='run `pip install "storycontract[postgresql]"`',
        ) from error


def _is_read_only(url: URL) -> bool:
    """Whether a file can be read where nothing can be written, and all that was written is in it."""
    file = Path(url.database or "")
    log = file.with_name(file.name + "-wal")
    return file.is_file() and not os.access(file.parent, os.W_OK) and not log.exists()


def _open_read_only(url: URL) -> URL:
    # Without it SQLite looks for the files in which writers and readers meet, and cannot make them.
    path = quote(str(Path(url.database or "").absolute()))
    return url.set(database=f"file:{path}", query={"mode": "ro", "immutable": "1", "uri": "true"})


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: it would begin them as readers.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _bring_up_to_date(engine: Engine, place: Place) -> None:
    version = _read_version(engine)
    if version == VERSIONS[-1]:
        return
    if version is not None and version not in VERSIONS:
        raise LedgerError(
            f"it is of version {version}, this storycontract knows {VERSIONS[-1]}",
            where=place.ledger,
            fix="install the newest storycontract; nothing in the ledger was touched, and the evidence stays "
            f"in {place.evidence}",
        )
    if version is None:
        create_tables(engine, VERSIONS[-1])
        return
    # Only the first run with a newer version pays for loading Alembic.
    from storycontract.ledger.migrating import migrate  # noqa: PLC0415

    migrate(engine)


def _read_version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return version
