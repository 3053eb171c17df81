"""Steps about paying."""

import sqlite3

import pytest
from playwright.sync_api import Page, expect
from pytest_bdd import given, parsers, then, when

from acceptance.shopfront import find_fact, follow
from acceptance.table import read_facts
from bookshop import orders, payments

_LABELS = {"name": "Name", "e-mail": "E-mail", "street": "Street", "town": "Town", "card": "Card"}


@pytest.fixture
def answers() -> dict[str, str]:
    """Answer every question of the checkout, as far as a story says nothing else."""
    return {
        "name": "Ada Winter",
        "e-mail": "ada@example.org",
        "street": "12 Harbour Street",
        "town": "1010 Northport",
        "card": "4111 1111 1111 1111",
    }


@given("the parcel goes to:")
def parcel_goes_to(answers: dict[str, str], datatable: list[list[str]]) -> None:
    answers.update(read_facts(datatable))


@given(parsers.re(r'the guest gives "(?P<answer>[^"]*)" as (?P<detail>[\w-]+)'))
def guest_gives(answers: dict[str, str], answer: str, detail: str) -> None:
    answers[detail] = answer


@given("the bank declines the guest's card")
def bank_declines(answers: dict[str, str]) -> None:
    answers["card"] = payments.DECLINED_CARD


@when("the guest pays by card")
def pay_by_card(page: Page, answers: dict[str, str]) -> None:
    page.goto("/checkout")
    for question, answer in answers.items():
        page.get_by_label(_LABELS[question], exact=True).fill(answer)
    follow(page, page.get_by_role("button", name="Pay"))


@then(parsers.parse('the order is confirmed under a number that starts with "{start}"'))
def order_is_confirmed(page: Page, shop: sqlite3.Connection, start: str) -> None:
    expect(find_fact(page, "Order number")).to_contain_text(start)
    placed = [order.number for order in orders.list_orders(shop)]
    assert placed == [find_fact(page, "Order number").inner_text()]


@then(parsers.parse('the confirmation goes to "{email}"'))
def confirmation_goes_to(page: Page, email: str) -> None:
    expect(find_fact(page, "Confirmation to")).to_have_text(email)


@then(parsers.parse("the guest has paid {amount}"))
def guest_has_paid(page: Page, amount: str) -> None:
    expect(find_fact(page, "Paid")).to_have_text(amount)


@then("no order exists")
def no_order_exists(shop: sqlite3.Connection) -> None:
    assert orders.list_orders(shop) == []
