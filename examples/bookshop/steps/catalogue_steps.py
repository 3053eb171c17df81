"""Steps about shelves, search and single books."""

import sqlite3

from playwright.sync_api import Page, expect
from pytest_bdd import given, parsers, then, when

from acceptance.shopfront import find_listed_book, find_message, find_titles, follow
from acceptance.table import read_list, read_rows
from bookshop import catalogue
from bookshop.money import parse_money


@given("the shop sells these books:")
def shop_sells_books(shop: sqlite3.Connection, datatable: list[list[str]]) -> None:
    for row in read_rows(datatable):
        catalogue.add_book(
            shop,
            title=row["title"],
            author=row["author"],
            subject=row["subject"],
            price=parse_money(row["price"]),
            stock=int(row["stock"]),
        )


@given(parsers.parse('the shop sells "{title}" for {price}'))
def shop_sells_book(shop: sqlite3.Connection, title: str, price: str) -> None:
    catalogue.add_book(
        shop, title=title, author="Marta Lindqvist", subject="Cooking", price=parse_money(price), stock=5
    )


@given(parsers.parse('the stock of "{title}" is {stock:d}'))
def stock_is(shop: sqlite3.Connection, title: str, stock: int) -> None:
    catalogue.set_stock(shop, catalogue.make_slug(title), stock)


@given(parsers.parse('the publisher describes "{title}" as follows:'))
def publisher_describes(shop: sqlite3.Connection, title: str, docstring: str) -> None:
    catalogue.describe_book(shop, catalogue.make_slug(title), docstring)


@given(parsers.parse('"{title}" has left the catalogue'))
def book_has_left(shop: sqlite3.Connection, title: str) -> None:
    catalogue.withdraw_book(shop, catalogue.make_slug(title))


@when(parsers.parse('the reader looks at the shelf "{subject}"'))
def look_at_shelf(page: Page, subject: str) -> None:
    page.goto("/")
    follow(page, page.get_by_role("navigation", name="Shelves").get_by_role("link", name=subject))


@when(parsers.parse('the reader searches for "{words}"'))
def search_for(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_label("Title or author").fill(words)
    follow(page, page.get_by_role("button", name="Search"))


@when(parsers.parse('the reader looks at the book "{title}"'))
def look_at_book(page: Page, title: str) -> None:
    page.goto(f"/books/{catalogue.make_slug(title)}")


@then(parsers.parse('the shelf lists "{titles}"'))
@then(parsers.parse('the search finds "{titles}"'))
def books_are_listed(page: Page, titles: str) -> None:
    expect(find_titles(page)).to_have_text(read_list(titles))


@then("the shelf lists no books")
@then("the search finds no books")
def no_books_are_listed(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(find_titles(page)).to_have_count(0)


@then(parsers.parse('the shelf marks "{title}" as sold out'))
def marked_as_sold_out(page: Page, title: str) -> None:
    expect(find_listed_book(page, title)).to_contain_text("Sold out")


@then(parsers.parse('the shelf offers "{title}" for {price}'))
def offered_for(page: Page, title: str, price: str) -> None:
    expect(find_listed_book(page, title)).to_contain_text(price)
    expect(find_listed_book(page, title)).not_to_contain_text("Sold out")


@then("the description reads:")
def description_reads(page: Page, docstring: str) -> None:
    assert page.get_by_test_id("description").inner_text() == docstring


@then(parsers.parse('the availability reads "{availability}"'))
def availability_reads(page: Page, availability: str) -> None:
    expect(page.get_by_test_id("availability")).to_have_text(availability)


@then(parsers.parse('"{title}" has no price'))
def has_no_price(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_test_id("price")).to_have_count(0)


@then(parsers.parse('the {role:w} is told "{message}"'))
def is_told(page: Page, message: str) -> None:
    expect(find_message(page, message)).to_be_visible()


@then(parsers.parse('the shop has {copies:d} copies of "{title}" left'))
def copies_left(shop: sqlite3.Connection, copies: int, title: str) -> None:
    book = catalogue.find_book(shop, catalogue.make_slug(title))
    assert book is not None
    assert book.stock == copies
