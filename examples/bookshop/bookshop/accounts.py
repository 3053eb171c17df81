"""Customers: signing up, signing in, signing out."""

import hashlib
import hmac
import secrets
import sqlite3
from dataclasses import dataclass

SHORTEST_PASSWORD = 10


class EmailTakenError(Exception):
    """The e-mail address belongs to an account already."""


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody with an account."""

    id: int
    name: str
    email: str


def open_account(db: sqlite3.Connection, *, name: str, email: str, password: str) -> Customer:
    """Open an account. Raises: EmailTakenError."""
    salt = secrets.token_bytes(16)
    try:
        cursor = db.execute(
            "INSERT INTO customers (name, email, salt, password_hash) VALUES (?, ?, ?, ?)",
            (name, email, salt, _hash_password(password, salt)),
        )
    except sqlite3.IntegrityError as clash:
        raise EmailTakenError(email) from clash
    assert cursor.lastrowid is not None
    return Customer(cursor.lastrowid, name, email)


def find_customer(db: sqlite3.Connection, email: str, password: str) -> Customer | None:
    """Find the customer whose e-mail address and password these are."""
    row = db.execute("SELECT * FROM customers WHERE email = ?", (email,)).fetchone()
    if row is None or not hmac.compare_digest(row["password_hash"], _hash_password(password, row["salt"])):
        return None
    return _read_customer(row)


def list_customers(db: sqlite3.Connection) -> list[Customer]:
    """List everybody with an account."""
    return [_read_customer(row) for row in db.execute("SELECT * FROM customers")]


def find_signed_in(db: sqlite3.Connection, session_id: str) -> Customer | None:
    """Find the customer who is signed in with this browser."""
    row = db.execute(
        "SELECT customers.* FROM sign_ins JOIN customers ON customers.id = customer_id WHERE session_id = ?",
        (session_id,),
    ).fetchone()
    return _read_customer(row) if row else None


def sign_in(db: sqlite3.Connection, session_id: str, customer: Customer) -> str:
    """Sign in under a new session id, which is returned; the basket comes along."""
    # A session id known from before must not become that of an open account.
    new_session_id = make_session_id()
    db.execute("UPDATE basket_lines SET session_id = ? WHERE session_id = ?", (new_session_id, session_id))
    db.execute("INSERT INTO sign_ins (session_id, customer_id) VALUES (?, ?)", (new_session_id, customer.id))
    return new_session_id


def sign_out(db: sqlite3.Connection, session_id: str) -> None:
    """End the session; its basket goes, too."""
    db.execute("DELETE FROM sign_ins WHERE session_id = ?", (session_id,))
    db.execute("DELETE FROM basket_lines WHERE session_id = ?", (session_id,))


def make_session_id() -> str:
    """Make an id nobody can guess."""
    return secrets.token_urlsafe(24)


def _hash_password(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def _read_customer(row: sqlite3.Row) -> Customer:
    return Customer(row["id"], row["name"], row["email"])
