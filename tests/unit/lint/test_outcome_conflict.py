"""Which statements exclude each other, and which only differ."""

import pytest

from storycontract.lint.outcome_conflict import conflict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the order is confirmed", "the order is not confirmed"),
        ("Ann sees the price", "Ann does not see the price"),
        ("the mail can be sent", "the mail can't be sent"),
        ("the card is accepted", "the card is rejected"),
        ("the card is accepted", "the card is refused"),
        ("access is granted", "access is refused"),
        ("Ann is allowed to enter", "Ann is refused to enter"),
        ("the return was approved", "the return was refused"),
        ("the bank declines the card", "the bank accepts the card"),
        ("the door is shut", "the door is open"),
        ("the price is displayed", "the price is hidden"),
        ("the total should be 5", "the total should be 7"),
        ('the state is "open"', 'the state is "done"'),
    ],
)
def test_opposites_conflict_either_way(one: str, other: str) -> None:
    assert conflict(one, other, "en")
    assert conflict(other, one, "en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('Ann should see "A"', 'Ann should see "B"'),
        ("the total should be 5", "the count should be 7"),
        ("the total should not be 5", "the total should not be 7"),
        ("the basket contains 5", "the basket contains 7"),
        ("it is 5 pm", "it is 7 pm"),
        ("one of the orders is open", "one of the orders is closed for good"),
        ("the order is confirmed", "the order is confirmed"),
        ("the card is accepted", "the card is approved"),
        ("the card is refused", "the card is declined"),
    ],
)
def test_statements_that_may_both_hold_do_not(one: str, other: str) -> None:
    assert conflict(one, other, "en") is None


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "die Karte wird akzeptiert", "die Karte wird verweigert"),
        ("de", "der Zugriff ist erlaubt", "der Zugriff ist untersagt"),
        ("es", "la tarjeta es aceptada", "la tarjeta es denegada"),
        ("fr", "les cartes sont acceptées", "les cartes sont rejetées"),
        ("fr", "l'accès est accordé", "l'accès est refusé"),
        ("nl", "de kaart wordt goedgekeurd", "de kaart wordt geweigerd"),
        ("pt", "o cartão é aceite", "o cartão é recusado"),
        ("pt", "a devolução foi aprovada", "a devolução foi negada"),
    ],
)
def test_what_is_allowed_in_other_languages_is_not_refused(language: str, one: str, other: str) -> None:
    assert conflict(one, other, language)
    assert conflict(one, one, language) is None


def test_other_languages_deny_in_their_own_words() -> None:
    assert conflict("die Bestellung ist bestätigt", "die Bestellung ist nicht bestätigt", "de")
    assert conflict("le total est 5", "le total est 7", "fr")
