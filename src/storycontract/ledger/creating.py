"""The tables of today in an empty database.

Alembic would come to the same by way of all versions (a test compares them), but loading it takes longer than
most runs of a small project.
"""

from sqlalchemy import Engine, text

from storycontract.ledger.schema import METADATA
from storycontract.ledger.transaction import begin_writing, use_write_ahead_log

VERSION_TABLE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"


def create_tables(engine: Engine, version: str) -> None:
    """Create all tables and note their version, unless another process was faster."""
    use_write_ahead_log(engine)
    with begin_writing(engine) as connection:
        if engine.dialect.has_table(connection, "alembic_version"):
            return
        METADATA.create_all(connection)
        connection.execute(text(VERSION_TABLE))
        connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
