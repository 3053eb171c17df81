"""The books: shelves, search and stock."""

import re
import sqlite3
from dataclasses import dataclass

SUBJECTS = ("Children", "Cooking", "Crime", "Fiction", "History", "Nature", "Poetry", "Science", "Travel")
SHORTEST_SEARCH = 2
FEW_LEFT = 3


@dataclass(frozen=True, slots=True)
class Book:
    """A title of the catalogue; the price is in cents."""

    id: int
    slug: str
    title: str
    author: str
    subject: str
    price: int
    stock: int
    description: str
    on_sale: bool

    @property
    def availability(self) -> str:
        """Say how many are left, once there are few."""
        if self.stock == 0:
            return "Sold out"
        return f"Only {self.stock} left" if self.stock <= FEW_LEFT else "In stock"


def find_book(db: sqlite3.Connection, slug: str) -> Book | None:
    """Find a book by its address, on sale or not."""
    row = db.execute("SELECT * FROM books WHERE slug = ?", (slug,)).fetchone()
    return read_book(row) if row else None


def list_books(db: sqlite3.Connection) -> list[Book]:
    """List every book on sale from A to Z."""
    rows = db.execute("SELECT * FROM books WHERE on_sale ORDER BY title COLLATE NOCASE")
    return [read_book(row) for row in rows]


def list_shelf(db: sqlite3.Connection, subject: str) -> list[Book]:
    """List the books on one subject from A to Z."""
    return [book for book in list_books(db) if book.subject == subject]


def search_books(db: sqlite3.Connection, words: str) -> list[Book]:
    """List the books whose title or author contain every word."""
    wanted = words.casefold().split()
    return [
        book
        for book in list_books(db)
        if all(word in f"{book.title} {book.author}".casefold() for word in wanted)
    ]


def add_book(  # noqa: PLR0913 - a book has that many facts
    db: sqlite3.Connection,
    *,
    title: str,
    author: str,
    subject: str,
    price: int,
    stock: int,
    description: str = "",
) -> None:
    """Put a new title on sale."""
    db.execute(
        "INSERT INTO books (slug, title, author, subject, price, stock, description)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (make_slug(title), title, author, subject, price, stock, description),
    )


def set_stock(db: sqlite3.Connection, slug: str, stock: int) -> None:
    """Record how many copies the shop has."""
    db.execute("UPDATE books SET stock = ? WHERE slug = ?", (stock, slug))


def describe_book(db: sqlite3.Connection, slug: str, description: str) -> None:
    """Replace the description."""
    db.execute("UPDATE books SET description = ? WHERE slug = ?", (description, slug))


def withdraw_book(db: sqlite3.Connection, slug: str) -> None:
    """Take a title off the shelves; old links to it keep working."""
    db.execute("UPDATE books SET on_sale = 0 WHERE slug = ?", (slug,))


def make_slug(title: str) -> str:
    """Write `Salt Roads` as `salt-roads`."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")


def read_book(row: sqlite3.Row) -> Book:
    """Turn a row of the table into a book."""
    return Book(
        id=row["id"],
        slug=row["slug"],
        title=row["title"],
        author=row["author"],
        subject=row["subject"],
        price=row["price"],
        stock=row["stock"],
        description=row["description"],
        on_sale=bool(row["on_sale"]),
    )
