"""Libraries that order on account."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partner:
    """A library the shop has a contract with."""

    id: int
    name: str


def add_partner(db: sqlite3.Connection, name: str, api_key: str) -> None:
    """Make a library a partner."""
    db.execute("INSERT INTO partners (name, api_key) VALUES (?, ?)", (name, api_key))


def find_partner(db: sqlite3.Connection, api_key: str) -> Partner | None:
    """Find the library a key belongs to."""
    row = db.execute("SELECT id, name FROM partners WHERE api_key = ?", (api_key,)).fetchone()
    return Partner(**row) if row else None
