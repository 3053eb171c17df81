"""The tables that migrations make are those of the schema."""

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, make_url

from storycontract.ledger.connecting import VERSIONS
from storycontract.ledger.ledger import open_ledger
from storycontract.ledger.schema import METADATA

VERSION_FILES = Path(__file__).parents[3] / "src" / "storycontract" / "ledger" / "migrations" / "versions"


def test_a_new_ledger_has_the_tables_of_the_schema(new_address: str) -> None:
    open_ledger(new_address).close()
    driver = "sqlite" if new_address.startswith("sqlite") else "postgresql+psycopg"
    engine = create_engine(make_url(new_address).set(drivername=driver))

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)

    engine.dispose()
    assert differences == []


def test_every_version_has_its_file() -> None:
    files = sorted(path.name.partition("_")[0] for path in VERSION_FILES.glob("v*.py"))

    assert files == [f"v{version}" for version in VERSIONS]


def test_a_ledger_of_today_is_opened_without_loading_what_migrates(address: str) -> None:
    script = (
        "import sys; from storycontract.ledger.ledger import open_ledger\n"
        "open_ledger(sys.argv[1]).close(); sys.exit('alembic' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script, address], check=False)

    assert done.returncode == 0
