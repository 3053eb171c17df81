"""Steps about accounts and earlier orders."""

import sqlite3
from datetime import date

from playwright.sync_api import Page, expect
from pytest_bdd import given, parsers, then, when

from acceptance.shopfront import RIGHT_PASSWORD, find_fact, find_rows, follow, sign_in, sign_up
from acceptance.table import read_rows
from bookshop import accounts, basket, catalogue, orders

_EMAIL = "maria@example.org"
_MISTAKES = {
    "a wrong password": (_EMAIL, "correct horse 43"),
    "an unknown e-mail address": ("mario@example.org", RIGHT_PASSWORD),
}


@given(parsers.parse('"{name}" has an account for "{email}"'))
def has_account(shop: sqlite3.Connection, name: str, email: str) -> None:
    accounts.open_account(shop, name=name, email=email, password=RIGHT_PASSWORD)


@given("the customer is signed in")
def is_signed_in(page: Page) -> None:
    # The browser's own session, without the way through the pages.
    opened = page.request.post("/account/sign-in", form={"email": _EMAIL, "password": RIGHT_PASSWORD})
    assert opened.ok


@given(parsers.parse('"{name}" ordered these books:'))
def has_ordered(shop: sqlite3.Connection, name: str, datatable: list[list[str]]) -> None:
    customer = next(known for known in accounts.list_customers(shop) if known.name == name)
    for row in read_rows(datatable):
        book = catalogue.find_book(shop, catalogue.make_slug(row["title"]))
        assert book is not None
        ordered = basket.Basket((basket.BasketLine(book, int(row["copies"])),))
        orders.place_order(
            shop,
            ordered.lines,
            total=ordered.total,
            recipient=orders.Recipient(customer.name, customer.email, "3 Quay Road", "1010 Northport"),
            buyer=orders.Buyer(customer_id=customer.id),
            today=date.fromisoformat(row["day"]),
        )


@when(parsers.parse('the shopper opens an account as "{name}"'))
def open_account_as(page: Page, name: str) -> None:
    sign_up(page, name, _EMAIL, RIGHT_PASSWORD)


@when(parsers.parse('the shopper opens an account for "{email}"'))
def open_account_for(page: Page, email: str) -> None:
    sign_up(page, "Maria Lopes", email, RIGHT_PASSWORD)


@when(parsers.parse("the shopper opens an account with a password of {length:d} characters"))
def open_account_with_password(page: Page, length: int) -> None:
    sign_up(page, "Maria Lopes", _EMAIL, "x" * length)


@when("the customer signs in")
def sign_in_rightly(page: Page) -> None:
    sign_in(page, _EMAIL, RIGHT_PASSWORD)


@when(parsers.parse("the customer signs in with {mistake}"))
def sign_in_wrongly(page: Page, mistake: str) -> None:
    sign_in(page, *_MISTAKES[mistake])


@when("the customer signs out")
def sign_out(page: Page) -> None:
    page.goto("/account")
    follow(page, page.get_by_role("button", name="Sign out"))


@when("the customer looks back at earlier orders")
def look_back(page: Page) -> None:
    page.goto("/account")


@then(parsers.parse('the shop greets "{name}"'))
@then(parsers.parse('the account of "{name}" is open'))
def greeted(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello, {name}")


@then("the account is closed")
def account_is_closed(page: Page) -> None:
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@then("no account exists")
def no_account_exists(shop: sqlite3.Connection) -> None:
    assert accounts.list_customers(shop) == []


@then("these orders are listed:")
def orders_are_listed(page: Page, datatable: list[list[str]]) -> None:
    listed = find_rows(page, "Orders").all()
    cells = [row.get_by_role("cell").all_inner_texts() for row in listed]
    assert cells == [list(row.values()) for row in read_rows(datatable)]


@then("no orders are listed")
def no_orders_are_listed(page: Page) -> None:
    expect(page.get_by_role("heading", name="Your orders")).to_be_visible()
    expect(find_rows(page, "Orders")).to_have_count(0)


@then(parsers.parse("the year {year} adds up to {amount}"))
def year_adds_up(page: Page, year: str, amount: str) -> None:
    expect(find_fact(page, year)).to_have_text(amount)
