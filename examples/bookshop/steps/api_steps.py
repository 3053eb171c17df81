"""Steps of partner libraries, whose software talks to the API."""

import sqlite3
from urllib.parse import quote

import httpx
from pytest_bdd import given, parsers, then, when

from acceptance.table import read_rows
from bookshop import partners
from bookshop.money import parse_money


@given(parsers.parse('"{library}" is a partner of the shop'))
def is_partner(shop: sqlite3.Connection, library: str) -> None:
    partners.add_partner(shop, library, _key_of(library))


@when(parsers.parse('the librarian looks up "{title}"'), target_fixture="answer")
def look_up_book(api: httpx.Client, title: str) -> httpx.Response:
    return api.get(f"/api/books/by-title/{quote(title)}")


@when(parsers.parse('the librarian looks up the subject "{subject}"'), target_fixture="answer")
def look_up_subject(api: httpx.Client, subject: str) -> httpx.Response:
    return api.get("/api/books", params={"subject": subject})


@when(parsers.parse('the librarian of "{library}" orders:'), target_fixture="answer")
def order_list(api: httpx.Client, library: str, datatable: list[list[str]]) -> httpx.Response:
    wanted = [{"title": row["title"], "copies": int(row["copies"])} for row in read_rows(datatable)]
    return api.post("/api/orders", json=wanted, headers={"Partner-Key": _key_of(library)})


@then(parsers.parse("the answer gives a price of {price}"))
def answer_gives_price(answer: httpx.Response, price: str) -> None:
    assert answer.status_code == httpx.codes.OK
    assert answer.json()["price"] == parse_money(price)


@then(parsers.parse("the answer gives a stock of {stock:d}"))
def answer_gives_stock(answer: httpx.Response, stock: int) -> None:
    assert answer.json()["stock"] == stock


@then(parsers.parse("the answer gives a total of {total}"))
def answer_gives_total(answer: httpx.Response, total: str) -> None:
    assert answer.json()["total"] == parse_money(total)


@then("the answer lists these books:")
def answer_lists(answer: httpx.Response, datatable: list[list[str]]) -> None:
    expected = [
        (row["title"], row["author"], parse_money(row["price"]), int(row["stock"]))
        for row in read_rows(datatable)
    ]
    listed = [(book["title"], book["author"], book["price"], book["stock"]) for book in answer.json()]
    assert listed == expected


@then(parsers.parse('the answer names an order number that starts with "{start}"'))
def answer_names_order(answer: httpx.Response, start: str) -> None:
    assert answer.status_code == httpx.codes.CREATED
    assert answer.json()["number"].startswith(start)


@then(parsers.parse('the answer says "{message}"'))
def answer_says(answer: httpx.Response, message: str) -> None:
    assert answer.is_client_error
    assert answer.json()["detail"] == message


def _key_of(library: str) -> str:
    return f"key-of-{library}"
