"""Steps about the basket and what it costs."""

from playwright.sync_api import Page, expect
from pytest_bdd import given, parsers, then, when

from acceptance.shopfront import add_to_basket, find_fact, find_message, find_rows, follow
from acceptance.table import read_rows
from bookshop.catalogue import make_slug

_BASKET = "Books in the basket"


@given("the basket holds these books:")
def basket_with(page: Page, datatable: list[list[str]]) -> None:
    for row in read_rows(datatable):
        # The browser's own session, without the way through the pages.
        added = page.request.post(f"/basket/{make_slug(row['title'])}", form={"copies": row["copies"]})
        assert added.ok


@when(parsers.parse('the {role:w} puts "{title}" in the basket'))
def put_in_basket(page: Page, title: str) -> None:
    add_to_basket(page, title, copies=1)


@when(parsers.parse('the shopper sets aside {copies:d} copies of "{title}"'))
def set_aside(page: Page, copies: int, title: str) -> None:
    add_to_basket(page, title, copies)


@when(parsers.parse('the shopper removes "{title}" from the basket'))
def remove_from_basket(page: Page, title: str) -> None:
    page.goto("/basket")
    follow(page, page.get_by_role("button", name=f"Remove {title}"))


@then("the basket lists these books:")
def basket_lists(page: Page, datatable: list[list[str]]) -> None:
    rows = read_rows(datatable)
    expect(find_rows(page, _BASKET)).to_have_count(len(rows))
    for row in rows:
        expect(find_fact(page, row["title"]).nth(0)).to_have_text(row["copies"])
        expect(find_fact(page, row["title"]).nth(1)).to_have_text(row["cost"])


@then(parsers.parse('the basket holds {copies:d} of "{title}"'))
def basket_holds(page: Page, copies: int, title: str) -> None:
    page.goto("/basket")
    expect(find_fact(page, title).first).to_have_text(str(copies))


@then("the basket is empty")
def basket_is_empty(page: Page) -> None:
    page.goto("/basket")
    expect(find_message(page, "Your basket is empty.")).to_be_visible()
    expect(find_rows(page, _BASKET)).to_have_count(0)


@then(parsers.parse("the books cost {amount}"))
def books_cost(page: Page, amount: str) -> None:
    expect(find_fact(page, "Books")).to_have_text(amount)


@then(parsers.parse('delivery costs "{charge}"'))
def delivery_costs(page: Page, charge: str) -> None:
    expect(find_fact(page, "Delivery")).to_have_text(charge)


@then(parsers.parse("the total is {amount}"))
def total_is(page: Page, amount: str) -> None:
    expect(find_fact(page, "Total")).to_have_text(amount)


@then(parsers.parse("the discount is {amount}"))
def discount_is(page: Page, amount: str) -> None:
    expect(find_fact(page, "Three for two")).to_have_text(f"−{amount}")  # noqa: RUF001 - a minus


@then("no discount is given")
def no_discount(page: Page) -> None:
    expect(find_fact(page, "Books")).to_be_visible()
    expect(find_fact(page, "Three for two")).to_have_count(0)


@then(parsers.parse('the basket suggests "{suggestion}"'))
def basket_suggests(page: Page, suggestion: str) -> None:
    expect(page.get_by_test_id("suggestion")).to_have_text(suggestion)


@then("the basket suggests nothing further")
def basket_suggests_nothing(page: Page) -> None:
    expect(find_fact(page, "Total")).to_be_visible()
    expect(page.get_by_test_id("suggestion")).to_have_count(0)
