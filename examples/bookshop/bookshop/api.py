"""The JSON API for partner libraries."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException
from pydantic import BaseModel, Field

from bookshop import catalogue, orders, partners
from bookshop.basket import BasketLine
from bookshop.visit import Database

partner_api = APIRouter(prefix="/api")


class BookAnswer(BaseModel):
    """A book as partners see it; the price is in cents."""

    slug: str
    title: str
    author: str
    subject: str
    price: int
    stock: int


class WantedBook(BaseModel):
    """A title and how many copies of it."""

    title: str
    copies: int = Field(ge=1)


class OrderAnswer(BaseModel):
    """A placed order; the total is in cents."""

    number: str
    total: int


@partner_api.get("/books")
def list_books(db: Database, subject: str | None = None) -> list[BookAnswer]:
    """List the books on sale, of one subject or of all."""
    books = catalogue.list_books(db) if subject is None else catalogue.list_shelf(db, subject)
    return [_answer(book) for book in books]


@partner_api.get("/books/by-title/{title}")
def look_up_book(db: Database, title: str) -> BookAnswer:
    """Look up price and stock of one book."""
    return _answer(_demand_book(db, title))


@partner_api.post("/orders", status_code=201)
def order_books(
    db: Database,
    wanted: list[WantedBook],
    partner_key: Annotated[str, Header()] = "",
) -> OrderAnswer:
    """Order a list of books at list price; all of it or nothing."""
    partner = partners.find_partner(db, partner_key)
    if partner is None:
        raise HTTPException(401, "this library is not a partner")
    lines = tuple(BasketLine(_demand_book(db, want.title), want.copies) for want in wanted)
    if not lines:
        raise HTTPException(422, "the list is empty")
    try:
        order = orders.place_order(
            db,
            lines,
            total=sum(line.cost for line in lines),
            recipient=orders.Recipient(name=partner.name),
            buyer=orders.Buyer(partner_id=partner.id),
            today=datetime.now().astimezone().date(),
        )
    except orders.SoldOutError as sold_out:
        raise HTTPException(409, str(sold_out)) from sold_out
    return OrderAnswer(number=order.number, total=order.total)


def _demand_book(db: Database, title: str) -> catalogue.Book:
    book = catalogue.find_book(db, catalogue.make_slug(title))
    if book is None or not book.on_sale:
        raise HTTPException(404, f"no book is called {title}")
    return book


def _answer(book: catalogue.Book) -> BookAnswer:
    return BookAnswer(
        slug=book.slug,
        title=book.title,
        author=book.author,
        subject=book.subject,
        price=book.price,
        stock=book.stock,
    )
