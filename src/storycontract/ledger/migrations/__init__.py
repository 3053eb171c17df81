"""Every version of the tables, and how Alembic gets from one to the next."""
