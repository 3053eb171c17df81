"""A pretend bank: it charges every card but one."""

import re

DECLINED_CARD = "4000 0000 0000 0002"


class CardDeclinedError(Exception):
    """The bank refused to pay."""


def is_card_number(text: str) -> bool:
    """Tell whether a text has the 16 digits of a card, spaces aside."""
    return re.fullmatch(r"\d{16}", text.replace(" ", "")) is not None


def charge_card(card: str, amount: int) -> None:
    """Charge an amount in cents. Raises: CardDeclinedError."""
    if amount and card.replace(" ", "") == DECLINED_CARD.replace(" ", ""):
        raise CardDeclinedError
