"""The tables of an older version to those of today."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from storycontract.ledger.transaction import begin_writing, use_write_ahead_log

FOLDER = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Migrate to the newest version, in one transaction and one process at a time."""
    use_write_ahead_log(engine)
    config = Config()
    # Alembic reads `%` in its settings as the start of a name.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with begin_writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
