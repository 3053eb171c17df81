"""Run by Alembic: migrate over the connection that the ledger has opened, in its transaction."""

from alembic import context

from storycontract.ledger.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=False
)
context.run_migrations()
