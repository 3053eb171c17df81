"""What a want asks for, and how it prescribes it."""

import pytest

from storycontract.lint.wants import find_mechanism, list_capabilities


@pytest.mark.parametrize(
    ("want", "verbs"),
    [
        ("to add and remove books", ("add", "remove")),
        ("be able to find, rate, or buy books", ("find", "rate", "buy")),
        ("create/edit lists", ("create", "edit")),
        ("find a book and then to order it", ("find", "order")),
        ("easily browse the shelves and put a book aside", ("browse",)),
        ("see the name and address of a shop", ("see",)),
        ("read the report and list of errors", ("read",)),
        ("find books that others buy and sell", ("find",)),
        ("compare books by price and rate", ("compare",)),
        ("the shop to open and close at nine", ()),
    ],
)
def test_verbs_that_are_joined_are_capabilities_and_nouns_are_not(want: str, verbs: tuple[str, ...]) -> None:
    assert list_capabilities(want, "en") == verbs


@pytest.mark.parametrize(
    ("want", "words"),
    [
        ("a button for the order", "button"),
        ("store my orders in a database", "database"),
        ("have a `--quiet` and a --dry-run option", "--quiet"),
        ("call Shop.close() at night", "Shop.close()"),
        ("to link my accounts", None),
        ("to reach the home page", None),
        ("to buy books", None),
    ],
)
def test_parts_of_an_interface_and_pieces_of_code_are_mechanisms(want: str, words: str | None) -> None:
    assert find_mechanism(want, "en", frozenset()) == words
