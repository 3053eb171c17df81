"""Pages that show books."""

from fastapi import APIRouter, Response

from bookshop import catalogue
from bookshop.visit import Visitor

catalogue_pages = APIRouter(include_in_schema=False)


@catalogue_pages.get("/")
def show_home(visit: Visitor) -> Response:
    """Show every book."""
    return visit.show("home.html", books=catalogue.list_books(visit.db))


@catalogue_pages.get("/shelves/{slug}")
def show_shelf(visit: Visitor, slug: str) -> Response:
    """Show the books on one subject."""
    subject = next((name for name in catalogue.SUBJECTS if catalogue.make_slug(name) == slug), None)
    if subject is None:
        return visit.show("missing.html", status=404, message="We have no such shelf.")
    return visit.show("shelf.html", subject=subject, books=catalogue.list_shelf(visit.db, subject))


@catalogue_pages.get("/search")
def show_search(visit: Visitor, q: str = "") -> Response:
    """Show what a search found."""
    words = q.strip()
    if len(words) < catalogue.SHORTEST_SEARCH:
        message = f"Enter at least {catalogue.SHORTEST_SEARCH} characters."
        return visit.show("search.html", words=words, books=[], message=message)
    books = catalogue.search_books(visit.db, words)
    return visit.show(
        "search.html",
        words=words,
        books=books,
        message="" if books else "No book matches your words.",
    )


@catalogue_pages.get("/books/{slug}")
def show_book(visit: Visitor, slug: str) -> Response:
    """Show one book."""
    book = catalogue.find_book(visit.db, slug)
    if book is None:
        return visit.show("missing.html", status=404, message="We know no such book.")
    if not book.on_sale:
        return visit.show(
            "missing.html", status=410, title=book.title, message="We no longer sell this book."
        )
    return visit.show("book.html", book=book)
