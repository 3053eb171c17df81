"""Pages of a customer's account."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from bookshop import accounts, orders
from bookshop.visit import Visit, Visitor

account_pages = APIRouter(prefix="/account", include_in_schema=False)

_PASSWORD_ADVICE = f"Choose a password of {accounts.SHORTEST_PASSWORD} characters or more."


@account_pages.get("")
def show_account(visit: Visitor) -> Response:
    """Show the earlier orders of the customer."""
    if visit.customer is None:
        return visit.send_to("/account/sign-in")
    earlier = orders.list_orders_of(visit.db, visit.customer.id)
    return visit.show("account.html", orders=earlier, years=orders.add_up_years(earlier))


@account_pages.get("/sign-up")
def show_sign_up(visit: Visitor) -> Response:
    """Ask for what an account needs."""
    return visit.show("sign_up.html", answers={}, gaps={})


@account_pages.post("/sign-up")
def sign_up(
    visit: Visitor,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Open an account, or say what is missing."""
    answers = {"name": name.strip(), "email": email.strip()}
    gaps = _list_gaps(answers["name"], answers["email"], password)
    if gaps:
        return _show_gaps(visit, answers, gaps)
    try:
        customer = accounts.open_account(
            visit.db, name=answers["name"], email=answers["email"], password=password
        )
    except accounts.EmailTakenError:
        return _show_gaps(visit, answers, {"email": f"{answers['email']} has an account already."})
    visit.sign_in(customer)
    return visit.send_to("/account", notice="Your account is ready.")


@account_pages.get("/sign-in")
def show_sign_in(visit: Visitor) -> Response:
    """Ask who is there."""
    return visit.show("sign_in.html", answers={}, message="")


@account_pages.post("/sign-in")
def sign_in(
    visit: Visitor,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Open the account to whoever knows its password."""
    customer = accounts.find_customer(visit.db, email.strip(), password)
    if customer is None:
        # One message for both mistakes: it must not tell who has an account.
        message = "E-mail address or password is wrong."
        return visit.show("sign_in.html", status=422, answers={"email": email}, message=message)
    visit.sign_in(customer)
    return visit.send_to("/account")


@account_pages.post("/sign-out")
def sign_out(visit: Visitor) -> Response:
    """Close the account."""
    visit.sign_out()
    return visit.send_to("/")


def _list_gaps(name: str, email: str, password: str) -> dict[str, str]:
    advice = {
        "name": "" if name else "Enter your name.",
        "email": "" if orders.is_email(email) else "Enter an e-mail address such as ada@example.org.",
        "password": "" if len(password) >= accounts.SHORTEST_PASSWORD else _PASSWORD_ADVICE,
    }
    return {field: text for field, text in advice.items() if text}


def _show_gaps(visit: Visit, answers: dict[str, str], gaps: dict[str, str]) -> Response:
    return visit.show("sign_up.html", status=422, answers=answers, gaps=gaps)
