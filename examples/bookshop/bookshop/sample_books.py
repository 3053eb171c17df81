"""Books to look around with."""

import sqlite3

from bookshop.catalogue import add_book

_SAMPLE_BOOKS = (
    ("The Lighthouse Ledger", "Ines Okafor", "Crime", 12_50, 8),
    ("The Seventh Harbour", "Ines Okafor", "Crime", 13_50, 3),
    ("The Murmuring House", "E. L. Thorne", "Crime", 11_00, 4),
    ("A Field Guide to Rain", "Tom Arkwright", "Nature", 18_00, 0),
    ("Moss and Other Quiet Words", "Tom Arkwright", "Nature", 15_00, 6),
    ("The Patient Loaf", "Marta Lindqvist", "Cooking", 24_00, 9),
    ("Salt Roads", "Idris Vane", "History", 21_50, 6),
    ("The Cartographer's Orchard", "Lena Moreau", "Fiction", 14_00, 12),
    ("Letters to a Slow River", "Lena Moreau", "Fiction", 13_00, 1),
    ("Night Trains of Europe", "Jonas Feld", "Travel", 16_90, 7),
    ("Small Machines", "Priya Raman", "Science", 19_90, 5),
    ("Owl at the Window", "Hanne Vik", "Children", 9_50, 2),
    ("Counting Stars with Grandma", "Hanne Vik", "Children", 8_90, 10),
)

_DESCRIPTION = """{title} has been on the table by our door since the week it came out.

{author} writes with a dry wit and a warm heart, and the last chapter is worth the whole journey. \
Ask us about it: two of us have read it twice."""


def add_sample_books(db: sqlite3.Connection) -> None:
    """Fill an empty catalogue."""
    for title, author, subject, price, stock in _SAMPLE_BOOKS:
        add_book(
            db,
            title=title,
            author=author,
            subject=subject,
            price=price,
            stock=stock,
            description=_DESCRIPTION.format(title=title, author=author),
        )
