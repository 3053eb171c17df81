"""The store of evidence over runs and machines: SQLite by default, PostgreSQL for a team."""
