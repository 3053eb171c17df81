"""Placing orders and looking back at them."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bookshop.basket import BasketLine
from bookshop.store import transaction

_FIRST_NUMBER = 1000
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class SoldOutError(Exception):
    """A book has fewer copies left than the order asks for."""

    def __init__(self, title: str, left: int) -> None:
        super().__init__(f"only {left} of {title} are left")
        self.title = title
        self.left = left


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a parcel goes."""

    name: str = ""
    email: str = ""
    street: str = ""
    town: str = ""

    def list_gaps(self) -> dict[str, str]:
        """List what is missing: field to advice, in the order of the form."""
        advice = {
            "name": "" if self.name else "Enter the name on the door.",
            "email": "" if is_email(self.email) else "Enter an e-mail address such as ada@example.org.",
            "street": "" if self.street else "Enter the street with the house number.",
            "town": "" if self.town else "Enter the postcode with the town.",
        }
        return {field: text for field, text in advice.items() if text}


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who orders; a guest has a session and nothing else."""

    session_id: str | None = None
    customer_id: int | None = None
    partner_id: int | None = None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A title as it was sold; the price is in cents."""

    title: str
    price: int
    copies: int


@dataclass(frozen=True, slots=True)
class Order:
    """A placed order; the total is in cents."""

    id: int
    placed_on: date
    recipient: Recipient
    buyer: Buyer
    total: int
    lines: tuple[OrderLine, ...]

    @property
    def number(self) -> str:
        """The number the customer knows the order by."""
        return f"LL-{_FIRST_NUMBER + self.id}"


def is_email(text: str) -> bool:
    """Tell whether a text looks like an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def place_order(  # noqa: PLR0913 - an order has that many sides
    db: sqlite3.Connection,
    lines: tuple[BasketLine, ...],
    *,
    total: int,
    recipient: Recipient,
    buyer: Buyer,
    today: date,
    pay: Callable[[], None] = lambda: None,
) -> Order:
    """Take the copies from the stock, charge the buyer and record the order; all of it or nothing.

    Raises: SoldOutError, and whatever `pay` raises.
    """
    with transaction(db):
        for line in lines:
            _take_from_stock(db, line)
        pay()
        order_id = _record_order(db, total=total, recipient=recipient, buyer=buyer, today=today)
        db.executemany(
            "INSERT INTO order_lines (order_id, title, price, copies) VALUES (?, ?, ?, ?)",
            [(order_id, line.book.title, line.book.price, line.copies) for line in lines],
        )
    return load_order(db, order_id)


def load_order(db: sqlite3.Connection, order_id: int) -> Order:
    """Read an order that is known to exist."""
    return _read_order(db, db.execute("SELECT * FROM orders WHERE id = ?", (order_id,)).fetchone())


def find_order(db: sqlite3.Connection, number: str) -> Order | None:
    """Find an order by the number the customer knows."""
    digits = number.removeprefix("LL-")
    if not (digits.isascii() and digits.isdigit()):
        return None
    row = db.execute("SELECT * FROM orders WHERE id = ?", (int(digits) - _FIRST_NUMBER,)).fetchone()
    return _read_order(db, row) if row else None


def list_orders(db: sqlite3.Connection) -> list[Order]:
    """List every order, the latest first."""
    rows = db.execute("SELECT * FROM orders ORDER BY placed_on DESC, id DESC").fetchall()
    return [_read_order(db, row) for row in rows]


def list_orders_of(db: sqlite3.Connection, customer_id: int) -> list[Order]:
    """List the orders of one customer, the latest first."""
    return [order for order in list_orders(db) if order.buyer.customer_id == customer_id]


def add_up_years(orders: list[Order]) -> dict[int, int]:
    """Add up what was spent in each year, in cents."""
    years: dict[int, int] = {}
    for order in orders:
        years[order.placed_on.year] = years.get(order.placed_on.year, 0) + order.total
    return years


def _take_from_stock(db: sqlite3.Connection, line: BasketLine) -> None:
    taken = db.execute(
        "UPDATE books SET stock = stock - ? WHERE id = ? AND stock >= ?",
        (line.copies, line.book.id, line.copies),
    )
    if not taken.rowcount:
        left = db.execute("SELECT stock FROM books WHERE id = ?", (line.book.id,)).fetchone()["stock"]
        raise SoldOutError(line.book.title, left)


def _record_order(
    db: sqlite3.Connection,
    *,
    total: int,
    recipient: Recipient,
    buyer: Buyer,
    today: date,
) -> int:
    cursor = db.execute(
        "INSERT INTO orders"
        " (placed_on, session_id, customer_id, partner_id, name, email, street, town, total)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            today.isoformat(),
            buyer.session_id,
            buyer.customer_id,
            buyer.partner_id,
            recipient.name,
            recipient.email,
            recipient.street,
            recipient.town,
            total,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _read_order(db: sqlite3.Connection, row: sqlite3.Row) -> Order:
    lines = db.execute("SELECT title, price, copies FROM order_lines WHERE order_id = ?", (row["id"],))
    return Order(
        id=row["id"],
        placed_on=date.fromisoformat(row["placed_on"]),
        recipient=Recipient(row["name"], row["email"], row["street"], row["town"]),
        buyer=Buyer(row["session_id"], row["customer_id"], row["partner_id"]),
        total=row["total"],
        lines=tuple(OrderLine(**line) for line in lines),
    )
