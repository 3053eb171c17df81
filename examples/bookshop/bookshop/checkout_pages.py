"""Pages between the basket and the confirmed order."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Response

from bookshop import basket, catalogue, orders, payments
from bookshop.visit import Visit, Visitor

checkout_pages = APIRouter(include_in_schema=False)

_CARD_ADVICE = "Enter the 16 digits on the front of your card."


@checkout_pages.get("/basket")
def show_basket(visit: Visitor) -> Response:
    """Show what the basket holds."""
    return visit.show("basket.html", basket=basket.load_basket(visit.db, visit.session_id))


@checkout_pages.post("/basket/{slug}")
def add_book(visit: Visitor, slug: str, copies: Annotated[int, Form(ge=1, le=99)] = 1) -> Response:
    """Put copies of a book in the basket."""
    book = catalogue.find_book(visit.db, slug)
    if book is None or not book.on_sale:
        return visit.send_to(f"/books/{slug}")
    refused = basket.add_to_basket(visit.db, visit.session_id, book, copies)
    notice = f"We have only {book.stock} of “{book.title}”; {refused} could not be added." if refused else ""
    return visit.send_to("/basket", notice=notice)


@checkout_pages.post("/basket/{slug}/remove")
def remove_book(visit: Visitor, slug: str) -> Response:
    """Take a book out of the basket."""
    book = catalogue.find_book(visit.db, slug)
    if book is not None:
        basket.remove_from_basket(visit.db, visit.session_id, book)
    return visit.send_to("/basket")


@checkout_pages.get("/checkout")
def show_checkout(visit: Visitor) -> Response:
    """Ask where the parcel goes and who pays."""
    return _show_form(visit, _recall_recipient(visit))


@checkout_pages.post("/checkout")
def place_order(  # noqa: PLR0913, PLR0917 - one argument for each field of the form
    visit: Visitor,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    street: Annotated[str, Form()] = "",
    town: Annotated[str, Form()] = "",
    card: Annotated[str, Form()] = "",
) -> Response:
    """Place the order, or say what is missing."""
    recipient = orders.Recipient(name.strip(), email.strip(), street.strip(), town.strip())
    gaps = recipient.list_gaps()
    if not payments.is_card_number(card):
        gaps["card"] = _CARD_ADVICE
    if gaps:
        return _show_form(visit, recipient, card=card, gaps=gaps)
    return _pay(visit, recipient, card)


@checkout_pages.get("/orders/{number}")
def show_confirmation(visit: Visitor, number: str) -> Response:
    """Confirm an order to whoever placed it."""
    order = orders.find_order(visit.db, number)
    if order is None or not _is_buyer(visit, order.buyer):
        return visit.show("missing.html", status=404, message="We know no such order of yours.")
    return visit.show("confirmation.html", order=order)


def _pay(visit: Visit, recipient: orders.Recipient, card: str) -> Response:
    content = basket.load_basket(visit.db, visit.session_id)
    if not content.lines:
        return visit.send_to("/basket")
    customer_id = visit.customer.id if visit.customer else None
    try:
        order = orders.place_order(
            visit.db,
            content.lines,
            total=content.total,
            recipient=recipient,
            buyer=orders.Buyer(session_id=visit.session_id, customer_id=customer_id),
            today=datetime.now().astimezone().date(),
            pay=lambda: payments.charge_card(card, content.total),
        )
    except payments.CardDeclinedError:
        declined = {"card": "Your bank declined this card. Nothing was charged."}
        return _show_form(visit, recipient, card=card, gaps=declined)
    except orders.SoldOutError as sold_out:
        verb = "is" if sold_out.left == 1 else "are"
        notice = f"Only {sold_out.left} of “{sold_out.title}” {verb} left. Nothing was charged."
        return visit.send_to("/basket", notice=notice)
    basket.empty_basket(visit.db, visit.session_id)
    return visit.send_to(f"/orders/{order.number}")


def _show_form(
    visit: Visit,
    recipient: orders.Recipient,
    *,
    card: str = "",
    gaps: dict[str, str] | None = None,
) -> Response:
    content = basket.load_basket(visit.db, visit.session_id)
    if not content.lines:
        return visit.send_to("/basket")
    return visit.show(
        "checkout.html",
        status=422 if gaps else 200,
        basket=content,
        answers={
            "name": recipient.name,
            "email": recipient.email,
            "street": recipient.street,
            "town": recipient.town,
            "card": card,
        },
        gaps=gaps or {},
    )


def _recall_recipient(visit: Visit) -> orders.Recipient:
    if visit.customer is None:
        return orders.Recipient()
    earlier = orders.list_orders_of(visit.db, visit.customer.id)
    if earlier:
        return earlier[0].recipient
    return orders.Recipient(name=visit.customer.name, email=visit.customer.email)


def _is_buyer(visit: Visit, buyer: orders.Buyer) -> bool:
    if visit.customer is not None and buyer.customer_id == visit.customer.id:
        return True
    return buyer.session_id == visit.session_id
