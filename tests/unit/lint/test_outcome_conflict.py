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
    ],
)
def test_statements_that_may_both_hold_do_not(one: str, other: str) -> None:
    assert conflict(one, other, "en") is None


def test_other_languages_deny_in_their_own_words() -> None:
    assert conflict("die Bestellung ist bestätigt", "die Bestellung ist nicht bestätigt", "de")
    assert conflict("le total est 5", "le total est 7", "fr")
