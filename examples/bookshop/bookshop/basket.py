"""What a shopper has gathered, and what it costs."""

import sqlite3
from dataclasses import dataclass

from bookshop.catalogue import Book, read_book

FREE_DELIVERY_FROM = 40_00
DELIVERY_CHARGE = 4_90


@dataclass(frozen=True, slots=True)
class BasketLine:
    """A book and how many copies of it."""

    book: Book
    copies: int

    @property
    def cost(self) -> int:
        """The price of all copies, in cents."""
        return self.book.price * self.copies


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines in the order in which they were added; amounts are in cents."""

    lines: tuple[BasketLine, ...]

    @property
    def copies(self) -> int:
        """How many books the basket holds."""
        return sum(line.copies for line in self.lines)

    @property
    def books_cost(self) -> int:
        """What the books cost before discount and delivery."""
        return sum(line.cost for line in self.lines)

    @property
    def discount(self) -> int:
        """Three for two: of every three books, the cheapest is free."""
        prices = sorted(line.book.price for line in self.lines)
        return sum(prices[: len(prices) // 3])

    @property
    def missing_for_free_delivery(self) -> int:
        """What more the books would have to cost; 0 when delivery is free."""
        return max(0, FREE_DELIVERY_FROM - (self.books_cost - self.discount))

    @property
    def delivery(self) -> int:
        """The delivery charge."""
        return DELIVERY_CHARGE if self.missing_for_free_delivery else 0

    @property
    def total(self) -> int:
        """What the shopper pays."""
        return self.books_cost - self.discount + self.delivery


def load_basket(db: sqlite3.Connection, session_id: str) -> Basket:
    """Read the basket of one browser."""
    rows = db.execute(
        "SELECT books.*, copies FROM basket_lines JOIN books ON books.id = book_id"
        " WHERE session_id = ? AND on_sale ORDER BY basket_lines.rowid",
        (session_id,),
    )
    return Basket(tuple(BasketLine(read_book(row), row["copies"]) for row in rows))


def add_to_basket(db: sqlite3.Connection, session_id: str, book: Book, copies: int) -> int:
    """Add copies while the stock lasts; return how many found no place."""
    held = next(
        (line.copies for line in load_basket(db, session_id).lines if line.book.id == book.id),
        0,
    )
    kept = min(held + copies, book.stock)
    if kept:
        db.execute(
            "INSERT INTO basket_lines (session_id, book_id, copies) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET copies = excluded.copies",
            (session_id, book.id, kept),
        )
    return max(0, held + copies - kept)


def remove_from_basket(db: sqlite3.Connection, session_id: str, book: Book) -> None:
    """Take out every copy of a book."""
    db.execute("DELETE FROM basket_lines WHERE session_id = ? AND book_id = ?", (session_id, book.id))


def empty_basket(db: sqlite3.Connection, session_id: str) -> None:
    """Take out everything."""
    db.execute("DELETE FROM basket_lines WHERE session_id = ?", (session_id,))
